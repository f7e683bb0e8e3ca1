package io.piha.leadership;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether messages of our own still come back. Time counts in steps of at most two ticks, so that a
 * pause of our whole process is not blamed on the broker.
 */
final class SelfEcho {
  /** While nothing has come back yet, a new try is made this often. */
  private static final Duration HURRY = Duration.ofMillis(500);

  private final Duration tick;
  private final Duration every;
  private final Duration limit;
  private Instant lastTick;
  private Duration sinceSent = HURRY;
  private Duration sinceBack = Duration.ZERO;
  private boolean seen;

  SelfEcho(Duration every, Duration limit, Instant now) {
    this.tick = Duration.ofMillis(Math.clamp(every.toMillis() / 10, 100, HURRY.toMillis()));
    this.every = every;
    this.limit = limit;
    this.lastTick = now;
  }

  /** What to do now. */
  enum Step {
    WAIT,
    SEND,
    DEAD
  }

  /** How often this wants to be asked: each time wakes the machine. */
  Duration askedEvery() {
    return tick;
  }

  /** Asked as often as {@link #askedEvery} says. */
  synchronized Step tick(Instant now) {
    Duration gap = Duration.between(lastTick, now);
    lastTick = now;
    Duration most = tick.multipliedBy(2);
    Duration step = gap.compareTo(most) > 0 ? most : gap.isNegative() ? Duration.ZERO : gap;
    sinceSent = sinceSent.plus(step);
    sinceBack = sinceBack.plus(step);
    if (sinceBack.compareTo(limit) >= 0) {
      return Step.DEAD;
    }
    if (sinceSent.compareTo(seen ? every : HURRY) >= 0) {
      sinceSent = Duration.ZERO;
      return Step.SEND;
    }
    return Step.WAIT;
  }

  /** One came back. */
  synchronized void back() {
    seen = true;
    sinceBack = Duration.ZERO;
  }
}
