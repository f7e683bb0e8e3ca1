package io.piha.world;

import java.time.Duration;
import java.time.Instant;

/** The clocks of the control plane's machine, by what they differ from the world's. */
final class PlaneClock {

  /** By how much a machine's restart may step a wall clock that nothing keeps. */
  private static final long STEP = Duration.ofHours(30).toMillis();

  private final World world;

  /**
   * Milliseconds by which its engine's clock is behind: suspensions, and a wall clock it trusted.
   */
  private long behind;

  private long wallAhead;

  /** What they differed by when the world began. */
  private long begun;

  PlaneClock(World world) {
    this.world = world;
  }

  /** The world begins at this engine's {@code now}. */
  void beginsAt(Instant now) {
    begun = Duration.between(now, World.ZERO).toMillis();
    behind = begun;
    wallAhead = -begun;
  }

  /** A process starts, and anchors its clock at the wall's. */
  void processStarts(boolean machineRestarted) {
    if (machineRestarted && !world.relies(Assumption.KEPT_TIME)) {
      wallJumps(world.chance.between(-STEP, STEP));
    } else if (machineRestarted) {
      // A restart does not step the wall clock against what was written before it.
      wallAhead = -behind;
    }
    behind = -wallAhead;
  }

  /** By how much the engine's clock has come to differ since the world began. */
  Duration drift() {
    return Duration.ofMillis(behind - begun);
  }

  Instant engine() {
    return World.ZERO.plusMillis(world.now() - behind);
  }

  Instant wall() {
    return World.ZERO.plusMillis(world.now() + wallAhead);
  }

  /** The world's time, rounded up, at an instant of the engine's clock. */
  long worldTime(Instant at) {
    return Duration.between(World.ZERO, at).plusNanos(999_999).toMillis() + behind;
  }

  /** By how much the wall clock is ahead now. */
  long wallAhead() {
    return wallAhead;
  }

  void slept(long span) {
    behind += span;
  }

  void wallJumps(long by) {
    if (!world.steadyWalls) {
      wallAhead += by;
    }
  }

  void wallIsRight() {
    wallAhead = -begun;
  }
}
