package io.piha.testing;

import java.time.Duration;
import java.util.Random;

/**
 * How much noise parsers are fed with. {@code -Dfuzz.times=100} feeds each a hundred times as much
 * as in a build, {@code -Dfuzz.seed=N} other noise.
 */
public final class Fuzz {
  /** What the loops are tagged with, so that they run alone: {@code -Dgroups=fuzz}. */
  public static final String TAG = "fuzz";

  private Fuzz() {}

  /** How many rounds. */
  public static int rounds(int inABuild) {
    return Math.multiplyExact(inABuild, times());
  }

  /** Noise, the same for the same seed. */
  public static Random random(long seed) {
    return new Random(seed + Long.getLong("fuzz.seed", 0L));
  }

  /** How long all rounds may take. */
  public static Duration within(Duration inABuild) {
    return inABuild.multipliedBy(times());
  }

  private static int times() {
    return Integer.getInteger("fuzz.times", 1);
  }
}
