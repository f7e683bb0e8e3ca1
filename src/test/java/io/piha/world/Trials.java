package io.piha.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Many trials, all of them or a sample that says how many of how many; on all cores. */
final class Trials {

  /** More of them say nothing new. */
  private static final int ENOUGH = 3;

  private Trials() {}

  /**
   * Tries some, by a seed that {@code -Dpairs.seed} sets.
   *
   * @param usual so many, where {@code -Dpairs.sample} does not say how many
   * @param of of so many, numbered from zero
   */
  static void some(String what, int usual, long of, LongFunction<Optional<String>> trial) {
    long seed = Long.getLong("pairs.seed", 1);
    int count = Integer.getInteger("pairs.sample", usual);
    long[] numbers =
        new SplittableRandom(seed).longs(4L * count, 0, of).distinct().limit(count).toArray();
    System.out.printf("%s: %,d of %,d, seed %d%n", what, numbers.length, of, seed);
    judge(LongStream.of(numbers), trial);
  }

  static void all(String what, long of, LongFunction<Optional<String>> trial) {
    System.out.printf("%s: all %,d%n", what, of);
    judge(LongStream.range(0, of), trial);
  }

  private static void judge(LongStream numbers, LongFunction<Optional<String>> trial) {
    Stream<String> wrong = numbers.parallel().mapToObj(trial).flatMap(Optional::stream);
    assertThat(wrong.limit(ENOUGH).toList()).as("trials that ended badly").isEmpty();
  }

  /**
   * Lives one; one that ends badly is lived again with its transcript.
   *
   * @param trial makes it, recording or not
   */
  static Optional<String> live(String what, Trialling trial) {
    if (trial.made(false).run().isEmpty()) {
      return Optional.empty();
    }
    Trial again = trial.made(true);
    Supplier<String> lost = () -> "it ended well the second time: a trial is not deterministic";
    String why = again.run().orElseGet(lost);
    return Optional.of(what + "\n" + why + "\n" + String.join("\n", again.transcript()));
  }

  /** Makes the same trial again and again. */
  interface Trialling {
    Trial made(boolean recording);
  }
}
