package io.piha.leadership;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much one may ask for: {@value #AT_ONCE} requests at once, and one each second after that.
 * Whoever does not sign shares one allowance with all who do not.
 */
final class Allowance {
  /** So many at once. */
  static final int AT_ONCE = 60;

  private static final Duration ONE_MORE = Duration.ofSeconds(1);

  /** Operators are few; names beyond that many push out the oldest. */
  private static final int NAMES = 256;

  /** When each would have used nothing, if it asked no more. */
  private final Map<String, Instant> fullAgain = new LinkedHashMap<>();

  /**
   * Takes one.
   *
   * @return how long to wait for the next one; empty when this one may pass
   */
  synchronized Optional<Duration> take(String who, Instant now) {
    Instant full = fullAgain.getOrDefault(who, now);
    Instant from = full.isBefore(now) ? now : full;
    Instant next = from.plus(ONE_MORE);
    Duration over = Duration.between(now, next).minus(ONE_MORE.multipliedBy(AT_ONCE));
    if (over.isPositive()) {
      return Optional.of(over);
    }
    fullAgain.remove(who);
    fullAgain.put(who, next);
    if (fullAgain.size() > NAMES) {
      fullAgain.remove(fullAgain.keySet().iterator().next());
    }
    return Optional.empty();
  }
}
