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

  /** A little less than two seconds: while nothing happens, every other picture is painted. */
  private static final Duration REST = Duration.ofMillis(1_900);

  private final InstantSource clock;
  private Calm painted = Calm.NOT;
  private Instant paintedAt = Instant.EPOCH;
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

  /**
   * Whether a picture is to be painted. One in which only ages have grown since the last one is
   * not, within two seconds: each painting costs a frame of the whole window.
   */
  boolean paints(Calm picture) {
    Instant now = clock.instant();
    boolean same = !hurried && picture.calm() && picture.equals(painted);
    if (same && now.isBefore(paintedAt.plus(REST))) {
      return false;
    }
    painted = picture;
    paintedAt = now;
    return true;
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
