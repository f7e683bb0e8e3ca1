package io.piha.site;

import java.time.Duration;

/**
 * Limits of automatic power actions.
 *
 * @param offTime how long a cycled port stays off
 * @param minInterval between two automatic cycles of one port
 * @param maxPerDay automatic cycles per host in any 24 h
 */
public record PowerGuard(Duration offTime, Duration minInterval, int maxPerDay) {

  /** What holds where the file says nothing. */
  public static final PowerGuard DEFAULT =
      new PowerGuard(Duration.ofSeconds(8), Duration.ofMinutes(10), 3);
}
