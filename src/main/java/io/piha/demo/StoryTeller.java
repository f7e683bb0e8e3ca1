package io.piha.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Looks for one step after the other, says each aloud, and never takes longer than it may. */
final class StoryTeller {
  private final WireWatch watch;
  private final Duration atMost;
  private final Consumer<String> out;
  private final List<StoryStep> steps = new ArrayList<>();

  StoryTeller(WireWatch watch, Duration atMost, Consumer<String> out) {
    this.watch = watch;
    this.atMost = atMost;
    this.out = out;
  }

  /** Says what happens now; nothing is looked for. */
  void tell(String words) {
    say("      " + words);
  }

  /**
   * Waits for a sight.
   *
   * @param from the place from which it counts
   * @return the place after it; {@code from} itself when it was not seen in time
   */
  int see(String words, int from, Predicate<Sight> wanted, Duration limit)
      throws InterruptedException {
    OptionalInt found = watch.await(from, wanted, shorter(limit));
    note(words, found.isPresent());
    return found.isPresent() ? found.getAsInt() + 1 : from;
  }

  /** Waits the whole time and hopes to see nothing of the kind. */
  void seeNone(String words, int from, Predicate<Sight> unwanted, Duration time)
      throws InterruptedException {
    Duration left = shorter(time);
    note(words, watch.await(from, unwanted, left).isEmpty() && left.equals(time));
  }

  /** A step that is judged from what was seen so far. */
  void note(String words, boolean seen) {
    steps.add(new StoryStep(words, seen, watch.now()));
    say((seen ? "seen  " : "NOT   ") + words);
  }

  /** The time that is left of a limit. */
  Duration shorter(Duration limit) {
    Duration left = atMost.minus(watch.now());
    Duration some = left.isNegative() ? Duration.ZERO : left;
    return some.compareTo(limit) < 0 ? some : limit;
  }

  StoryVerdict verdict() {
    return new StoryVerdict(steps);
  }

  private void say(String words) {
    out.accept(String.format(Locale.ROOT, "%7.1f s  %s", watch.now().toMillis() / 1000.0, words));
  }
}
