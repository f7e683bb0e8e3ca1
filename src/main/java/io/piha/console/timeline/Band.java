package io.piha.console.timeline;

import java.time.Instant;

/**
 * Something that lasted.
 *
 * @param to when it ended, or the end of what was read
 * @param open it has not ended
 */
record Band(What what, Instant from, Instant to, boolean open, String text) {

  /** What lasted. */
  enum What {
    LEADER,
    SUSPECT,
    RECOVERING,
    PROMOTING,
    LEADERLESS,
    FAILING_BACK,
    BLIND,
    FROZEN,
    UNWATCHED
  }

  boolean holds(Instant moment) {
    return !moment.isBefore(from) && moment.isBefore(to);
  }
}
