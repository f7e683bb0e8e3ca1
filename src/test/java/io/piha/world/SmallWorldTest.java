package io.piha.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Phase;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * No order of events breaks a rule. {@code -Dsmall.moves=2} has each move followed by each other
 * one, which takes minutes.
 */
class SmallWorldTest {

  @Test
  void noOrderOfEventsBreaksARule() {
    int moves = Integer.getInteger("small.moves", 1);
    SmallWorldSearch all = new SmallWorldSearch();
    all.search(moves);
    System.out.printf(
        "small house, %d moves: %,d states, %d pairs of phase and signal%n",
        moves, all.visited.size(), all.pairs.size());
    assertThat(all.visited.size()).as("states").isGreaterThan(3_000);
    assertThat(all.pairs).as("pairs of phase and signal").hasSizeGreaterThan(40);
    if (moves > 1) {
      Set<String> phases = new TreeSet<>();
      all.pairs.forEach(each -> phases.add(each.substring(0, each.indexOf(' '))));
      assertThat(phases)
          .as("phases that were reached")
          .hasSize(Phase.class.getPermittedSubclasses().length);
    }
  }
}
