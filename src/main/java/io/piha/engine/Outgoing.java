package io.piha.engine;

import io.piha.arbiter.Effect;
import java.util.ArrayList;
import java.util.List;

/**
 * Effects on their way out. What must not leave before its decision is on disk is withheld while
 * the journal refuses, and most of it is never done late (S9, S11).
 */
final class Outgoing {

  private final Effectors effectors;
  private final List<Effect> withheld = new ArrayList<>();

  Outgoing(Effectors effectors) {
    this.effectors = effectors;
  }

  /** The decision is on disk: first what was withheld and is still worth doing, then these. */
  void send(List<Effect> effects) {
    if (!withheld.isEmpty()) {
      withheld.stream().filter(Outgoing::isWorthDoingLate).forEach(this::dispatch);
      withheld.clear();
    }
    effects.forEach(this::dispatch);
  }

  /** The journal refuses: only what changes nothing, and power that is owed, leaves now. */
  void withhold(List<Effect> effects) {
    for (Effect each : effects) {
      if (needsNoJournal(each)) {
        dispatch(each);
      } else {
        withheld.add(each);
      }
    }
  }

  private static boolean needsNoJournal(Effect effect) {
    return switch (effect) {
      case Effect.ProbeHost _, Effect.ReadPort _ -> true;
      case Effect.SetPort set -> set.on();
      case Effect.PublishState _,
          Effect.SendOrder _,
          Effect.PublishFreeze _,
          Effect.ToUpkeep _,
          Effect.HandOver _,
          Effect.Answer _ ->
          false;
    };
  }

  private static boolean isWorthDoingLate(Effect effect) {
    return switch (effect) {
      case Effect.PublishState _, Effect.PublishFreeze _, Effect.Answer _ -> true;
      // Passed on so that its outcome is told: the hand finds it too late and does not send it.
      case Effect.SetPort _ -> true;
      // Likewise: each tells when its time has passed, and does nothing.
      case Effect.ToUpkeep _ -> true;
      case Effect.SendOrder _, Effect.ProbeHost _, Effect.ReadPort _, Effect.HandOver _ -> false;
    };
  }

  private void dispatch(Effect effect) {
    switch (effect) {
      case Effect.ToBroker said -> effectors.broker(said);
      case Effect.ToSwitch done -> effectors.power(done);
      case Effect.ProbeHost probe -> effectors.probe(probe);
      case Effect.ToUpkeep done -> effectors.upkeep(done);
      case Effect.HandOver over -> effectors.handOver(over);
      case Effect.Answer answer -> effectors.answer(answer);
    }
  }
}
