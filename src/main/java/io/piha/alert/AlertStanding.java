package io.piha.alert;

import io.piha.alert.rules.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How alerts stand.
 *
 * @param lanes each channel
 * @param failedToday messages that a channel refused for good, in the last 24 h
 * @param silence until when what is not critical is held back; may have passed
 * @param troubles what people are, or may soon be, told about
 */
public record AlertStanding(
    List<Lane> lanes, long failedToday, @Nullable Instant silence, List<Trouble> troubles) {

  /** Nothing is configured. */
  public static final AlertStanding NONE = new AlertStanding(List.of(), 0, null, List.of());

  /**
   * One channel.
   *
   * @param waiting messages not delivered yet
   * @param sent messages delivered, ever
   * @param failed messages refused for good, ever
   * @param trouble why nothing is taken at the moment
   */
  public record Lane(String name, long waiting, long sent, long failed, Optional<String> trouble) {}

  public AlertStanding {
    lanes = List.copyOf(lanes);
    troubles = List.copyOf(troubles);
  }

  /** Deliveries that wait, over all channels. */
  public long pending() {
    return lanes.stream().mapToLong(Lane::waiting).sum();
  }
}
