package io.piha.console.frame;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * When a window is to move again though no picture came. Told on the screen's thread, asked on any.
 */
final class Rhythm {

  /** A little less than a second, because ticks are never quite on time. */
  private static final Duration STEP = Duration.ofMillis(900);

  /** The engine's pictures come each second; only a missing one is made up for. */
  private static final Duration AWAITED = Duration.ofMillis(1_400);

  private final InstantSource clock;
  private volatile Instant next = Instant.EPOCH;
  private volatile boolean hurried;

  /**
   * @param clock never jumps
   */
  Rhythm(InstantSource clock) {
    this.clock = clock;
  }

  /** A picture came, which has moved everything already. */
  void pictured() {
    next = clock.instant().plus(AWAITED);
  }

  /** Whether everything is to be moved now; if so, not again for a second. */
  boolean step() {
    Instant now = clock.instant();
    boolean due = !now.isBefore(next);
    if (due) {
      next = now.plus(STEP);
    }
    return due;
  }

  void hurry(boolean yes) {
    hurried = yes;
  }

  /** Whether something needs more than one tick a second. */
  boolean hurried() {
    return hurried;
  }

  /** Whether a tick would move anything. */
  boolean due() {
    return hurried || !clock.instant().isBefore(next);
  }
}
