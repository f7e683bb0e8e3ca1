package io.piha.alert.rules;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cause that was over and came back soon after. From its third time on it is over only when it
 * has been for longer, so that what comes and goes all evening is one incident, and its end is said
 * once. What is each time gone before anybody had to know is told when it comes again and again.
 *
 * @param over when it was last over
 * @param count how often it has come back since it was first told
 */
public record Relapse(Instant over, int count) {

  /** What comes back within this is the same story. */
  static final Duration SOON = Duration.ofMinutes(30);

  private static final int OFTEN = 2;

  private static final int WORTH_TELLING = 5;

  /** It is over. */
  static Relapse over(@Nullable Relapse before, Instant now) {
    return new Relapse(now, before == null ? 0 : before.count);
  }

  /** It is there again. */
  Relapse back() {
    return new Relapse(over, count + 1);
  }

  boolean isOld(Instant now) {
    return over.plus(SOON).isBefore(now);
  }

  /** Whether it comes and goes. */
  boolean isOften() {
    return count >= OFTEN;
  }

  /** Whether it is told at once, though each time was too short to be told. */
  boolean isWorthTelling() {
    return count >= WORTH_TELLING;
  }

  /** How long it must be gone before its end is said. */
  static Duration hold(@Nullable Relapse known, Duration usual) {
    return known != null && known.isOften() && usual.compareTo(SOON) < 0 ? SOON : usual;
  }

  /** The sentence for people. */
  String words() {
    return "It comes and goes, "
        + (count + 1)
        + " times by now: it is said to be over when it has been for "
        + SOON.toMinutes()
        + " min.";
  }
}
