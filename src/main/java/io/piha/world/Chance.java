package io.piha.world;

import java.util.List;
import java.util.SplittableRandom;

/** Everything that happens by chance in a world comes from here, and here from one seed. */
final class Chance {

  private final SplittableRandom random;

  Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A number from {@code from} to {@code to}, both possible. */
  long between(long from, long to) {
    return from + random.nextLong(to - from + 1);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** True once in so many times. */
  boolean once(int in) {
    return random.nextInt(in) == 0;
  }

  boolean percent(int of) {
    return random.nextInt(100) < of;
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
