package io.piha.sync;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Counts the time that was observed and healthy. It stands still while nobody watches, while
 * another than the primary leads and while the control plane is not running; the end of an incident
 * is marked, because every window begins anew there (S17).
 *
 * @param total healthy, observed time so far
 * @param mark what the total was when the last incident ended, or is while one is open
 * @param health what was last seen
 * @param at when that was, in the engine's time; absent after a start
 */
record HealthClock(Duration total, Duration mark, Health health, @Nullable Instant at) {

  /** Two observations further apart than this say nothing of the time between them. */
  static final Duration LONGEST_GAP = Duration.ofSeconds(60);

  /** How a service is. */
  enum Health {
    /** The primary leads, nothing is open, and we see it. */
    WELL,
    /** Not well, but no incident either: blind, or another leads. */
    UNWELL,
    /** An incident is open. */
    INCIDENT
  }

  /** A clock that goes on from what was stored; nothing is counted for the time in between. */
  static HealthClock resumed(Duration total, Duration mark) {
    return new HealthClock(total, mark, Health.UNWELL, null);
  }

  /** What is seen now. Time counts only when it began and ended healthy. */
  HealthClock observed(Health now, Instant when) {
    Duration counted = total;
    if (health == Health.WELL && now == Health.WELL && at != null) {
      Duration gap = Duration.between(at, when);
      if (!gap.isNegative() && gap.compareTo(LONGEST_GAP) <= 0) {
        counted = total.plus(gap);
      }
    }
    return new HealthClock(counted, now == Health.INCIDENT ? counted : mark, now, when);
  }

  /** How long something that arrived at {@code arrival} of this clock has stood since. */
  Duration stood(Duration arrival) {
    Duration from = arrival.compareTo(mark) > 0 ? arrival : mark;
    Duration stood = total.minus(from);
    return stood.isNegative() ? Duration.ZERO : stood;
  }
}
