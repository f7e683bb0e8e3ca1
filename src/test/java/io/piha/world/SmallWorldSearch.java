package io.piha.world;

import io.piha.arbiter.GuardPolicy;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can happen in a small house, until nothing new happens: each move of the world
 * between any two rounds of evidence, and wherever something was decided.
 */
final class SmallWorldSearch {

  /** No search goes further than this many states; it fails instead. */
  private static final int MOST = 20_000_000;

  /** The states that were reached, and with how many moves left at most. */
  final Map<Long, Integer> visited = new HashMap<>();

  /** A phase and a signal that met it. */
  final Set<String> pairs = new TreeSet<>();

  /**
   * Searches all of it.
   *
   * @param moves how many may come one after the other
   * @throws AssertionError with the moves that led there, when a rule was broken
   */
  void search(int moves) {
    Deque<SmallWorld> open = new ArrayDeque<>();
    open.push(new SmallWorld(policy(), moves, this::saw));
    while (!open.isEmpty()) {
      SmallWorld world = open.pop();
      if (!isNew(world)) {
        continue;
      }
      if (visited.size() > MOST) {
        throw new AssertionError("more states than " + MOST);
      }
      try {
        if (world.left > 0 && world.boundary) {
          world.moved().forEach(open::push);
        }
        open.push(world.next());
      } catch (RuntimeException e) {
        throw new AssertionError(e.getMessage() + "\nafter " + world.path(), e);
      }
    }
  }

  /** The first rule that falls; for a sabotaged core. */
  static Optional<String> firstRuleBroken(int moves) {
    try {
      new SmallWorldSearch().search(moves);
      return Optional.empty();
    } catch (AssertionError e) {
      @Nullable Throwable cause = e.getCause();
      if (cause instanceof Violation broken) {
        return Optional.of(broken.breach().rule().toString());
      }
      throw e;
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
