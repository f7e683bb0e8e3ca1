package io.piha.engine;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a control plane that goes on for another knows beside what was written.
 *
 * @param ahead by how much the clock here is ahead of the one by which it was written, as seen
 *     while both lived; empty when that was not seen, or when it was written here
 * @param highest the highest epoch known here, by service; may be above what was written
 */
public record Takeover(Optional<Duration> ahead, Map<String, Long> highest) {

  /** Goes on for itself. */
  public static final Takeover NONE = new Takeover(Optional.empty(), Map.of());

  public Takeover {
    highest = Map.copyOf(highest);
  }
}
