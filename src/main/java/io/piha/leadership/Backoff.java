package io.piha.leadership;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: short after a loss, so that a blip heals quickly, then
 * from one second doubling up to the longest, each with jitter so that many do not return as one.
 */
final class Backoff {
  private static final long SECOND = 1_000;

  private final long first;
  private final long longest;
  private final RandomGenerator random;
  private int failures;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.first = Math.max(1, first.toMillis());
    this.longest = Math.max(1, longest.toMillis());
    this.random = random;
  }

  /** The connection stood for a while; begin anew. */
  void reset() {
    failures = 0;
  }

  /** The next pause. */
  Duration next() {
    int now = failures++;
    if (now == 0) {
      return Duration.ofMillis(Math.min(longest, random.nextLong(first, 4 * first + 1)));
    }
    long ceiling = Math.min(longest, (2 * SECOND) << Math.min(now - 1, 10));
    return Duration.ofMillis(Math.max(1, random.nextLong(ceiling / 2, ceiling + 1)));
  }
}
