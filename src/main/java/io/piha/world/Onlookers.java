package io.piha.world;

import io.piha.arbiter.Decision;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Signal;
import io.piha.arbiter.State;
import io.piha.engine.DecisionWatcher;
import io.piha.rules.Breach;
import io.piha.rules.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Looks at each decision of a control plane: which rules it breaks, and what it is to cost. */
final class Onlookers {

  private final World world;
  private final Plane plane;
  private final List<DecisionWatcher> others = new ArrayList<>();
  private int dieAt = -1;

  Onlookers(World world, Plane plane) {
    this.world = world;
    this.plane = plane;
  }

  void add(DecisionWatcher watcher) {
    others.add(watcher);
  }

  /** The process dies of one of the next decisions; of none when negative. */
  void dieAt(int decisionsFromNow) {
    dieAt = decisionsFromNow;
  }

  boolean isArmed() {
    return dieAt >= 0;
  }

  void decided(State before, Signal signal, Instant now, Decision decision) {
    if (signal instanceof Signal.RuleBroken broken) {
      // The process itself, which knows less than this watch, would not have done it.
      throw world.violation(
          new Breach(Rule.valueOf(broken.rule()), broken.service(), "refused: " + broken.why()));
    }
    plane.disk.decided(before, decision);
    world.coverage.decided(before, signal, decision);
    // What one decides that may not act any more is not done.
    List<Breach> breaches =
        plane.mayAct() ? world.watch.decided(before, signal, now, decision) : List.of();
    world.transcript.decided(decision);
    for (Effect each : decision.effects()) {
      if (each instanceof Effect.ToBroker || each instanceof Effect.Answer) {
        Petition.isNotIn(each, world);
      }
    }
    if (!breaches.isEmpty()) {
      throw world.violation(breaches.getFirst());
    }
    others.forEach(each -> each.decided(before, signal, now, decision));
    if (dieAt >= 0 && !isIdle(signal, decision) && dieAt-- == 0) {
      throw new Died();
    }
  }

  /** A deadline that had moved on meanwhile; how often it is asked too early means nothing. */
  private static boolean isIdle(Signal signal, Decision decision) {
    boolean due =
        signal instanceof Signal.Due
            || signal instanceof Signal.PortDue
            || signal instanceof Signal.SightDue;
    return due && decision.effects().isEmpty() && decision.entries().isEmpty();
  }
}
