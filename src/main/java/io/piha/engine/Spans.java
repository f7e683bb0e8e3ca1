package io.piha.engine;

import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;

/** Tells how much time has really passed, with the process stopped or the machine suspended too. */
public interface Spans extends InstantSource {

  /**
   * A moment.
   *
   * @param nanos monotonic
   * @param sinceBoot nanoseconds, suspension included; empty where the system does not tell
   */
  record Mark(long nanos, OptionalLong sinceBoot) {

    /** What really passed since the earlier mark: the longer of what the two clocks say. */
    public Duration since(Mark earlier) {
      long passed = nanos - earlier.nanos;
      if (sinceBoot.isPresent() && earlier.sinceBoot.isPresent()) {
        passed = Math.max(passed, sinceBoot.getAsLong() - earlier.sinceBoot.getAsLong());
      }
      return Duration.ofNanos(passed);
    }
  }

  /** This moment. */
  Mark mark();

  /** Time since then that really passed. */
  default Duration since(Mark then) {
    return mark().since(then);
  }
}
