package io.piha.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.GuardPolicy;
import io.piha.arbiter.Phase;
import io.piha.arbiter.ServicePolicy;
import io.piha.arbiter.Signal;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.State;
import io.piha.arbiter.Timing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Everything that can happen in a small house, until nothing new happens: each move of the world
 * between any two rounds of evidence, and wherever something was decided. {@code -Dsmall.moves=2}
 * has each followed by each other one, which takes minutes.
 */
class SmallWorldTest {

  /** No search goes further than this many states; it fails instead. */
  private static final int MOST = 20_000_000;

  private final Map<Long, Integer> visited = new HashMap<>();
  private final Set<String> pairs = new TreeSet<>();
  private long steps;

  @Test
  void noOrderOfEventsBreaksARule() {
    int moves = Integer.getInteger("small.moves", 1);
    search(policy(), moves, true);
    System.out.printf(
        "small house, %d moves: %,d states, %,d steps, %d pairs of phase and signal%n",
        moves, visited.size(), steps, pairs.size());
    assertThat(visited.size()).as("states").isGreaterThan(3_000);
    assertThat(pairs).as("pairs of phase and signal").hasSizeGreaterThan(40);
    if (moves > 1) {
      Set<String> phases = new TreeSet<>();
      pairs.forEach(each -> phases.add(each.substring(0, each.indexOf(' '))));
      assertThat(phases)
          .as("phases that were reached")
          .hasSize(Phase.class.getPermittedSubclasses().length);
    }
  }

  /** The usual house, its longest waits shortened so that all is over sooner. */
  private static SitePolicy policy() {
    ServicePolicy usual = House.usual().services().getFirst();
    Timing timing = usual.timing();
    return new SitePolicy(
        List.of(
            new ServicePolicy(
                usual.service(),
                usual.hosts(),
                new Timing(
                    timing.heartbeatEvery(),
                    timing.heartbeatTimeout(),
                    timing.probeEvery(),
                    timing.probeTimeout(),
                    timing.recoveryWait(),
                    timing.fenceProof(),
                    timing.orderAckTimeout(),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(3),
                    Duration.ofMinutes(3)),
                usual.powerCycle(),
                usual.fence(),
                usual.maxFailoversPerDay())),
        new GuardPolicy(
            GuardPolicy.DEFAULT.offTime(), Duration.ofMinutes(4), GuardPolicy.DEFAULT.maxPerDay()),
        Map.of(),
        Set.of());
  }

  private void search(SitePolicy policy, int moves, boolean ticks) {
    Deque<SmallWorld> open = new ArrayDeque<>();
    open.push(new SmallWorld(policy, moves, ticks, this::saw));
    while (!open.isEmpty()) {
      SmallWorld world = open.pop();
      if (!isNew(world)) {
        continue;
      }
      assertThat(visited.size()).as("states").isLessThan(MOST);
      try {
        if (world.left > 0 && world.boundary) {
          world.moved().forEach(open::push);
        }
        open.push(world.next());
        steps++;
      } catch (RuntimeException e) {
        throw new AssertionError(e.getMessage() + "\nafter " + world.path(), e);
      }
    }
  }

  /** Not been there with as many moves left. */
  private boolean isNew(SmallWorld world) {
    long here = world.fingerprint();
    Integer before = visited.get(here);
    if (before != null && before >= world.left) {
      return false;
    }
    visited.put(here, world.left);
    return true;
  }

  private void saw(State state, Signal signal) {
    pairs.add(
        state.services().get(0).book().phase().getClass().getSimpleName()
            + " "
            + signal.getClass().getSimpleName());
  }
}
