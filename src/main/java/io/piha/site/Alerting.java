package io.piha.site;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * When and how often people are told.
 *
 * @param quiet when only what is critical is told
 * @param escalateAfter when an unacknowledged critical incident is told again
 * @param repeatEvery and then again and again
 * @param drillEvery how long ago a service's last drill may be; nobody asks where absent
 * @param watchdog a service outside that notices when this control plane is gone
 */
public record Alerting(
    Optional<Quiet> quiet,
    Duration escalateAfter,
    Duration repeatEvery,
    Optional<Duration> drillEvery,
    Optional<Watchdog> watchdog) {

  /** What holds where the file says nothing. */
  public static final Alerting DEFAULT =
      new Alerting(
          Optional.empty(),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Optional.empty(),
          Optional.empty());

  /** Hours of each day, by the clock of a zone; {@code to} before {@code from} is the next day. */
  public record Quiet(LocalTime from, LocalTime to, ZoneId zone) {}

  /**
   * An address that is called while the engine's loop turns.
   *
   * @param url usually a credential in itself
   */
  public record Watchdog(SecretText url, Duration every, Trust trust) {}
}
