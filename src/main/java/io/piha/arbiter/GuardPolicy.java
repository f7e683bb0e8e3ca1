package io.piha.arbiter;

import java.time.Duration;

/**
 * The power guard, as configured.
 *
 * @param offTime how long a cycled port stays off
 * @param minInterval between two automatic cycles of one port
 * @param maxPerDay automatic cycles per host in any 24 h
 */
public record GuardPolicy(Duration offTime, Duration minInterval, int maxPerDay) {

  /** The defaults of the configuration. */
  public static final GuardPolicy DEFAULT =
      new GuardPolicy(Duration.ofSeconds(8), Duration.ofMinutes(10), 3);
}
