package io.piha.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Random mishaps, watched by a second account of the rules; after them the house is led again. */
final class RandomWalkTest {

  private static final int WALKS = Integer.getInteger("walks", 60);
  private static final long FIRST = Long.getLong("seed", 1);

  @Test
  void noRuleIsBrokenAndSomebodyLeadsWhenAllIsWellAgain() {
    for (long seed = FIRST; seed < FIRST + WALKS; seed++) {
      String story = RandomWalk.story(seed);
      try {
        assertThat(Story.watched(story)).as("who leads at the end").isEmpty();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ":\n" + story, e);
      }
    }
  }
}
