package io.piha.engine;

import io.piha.arbiter.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Effects on their way out. What must not leave before its decision is on disk is withheld while
 * the journal refuses, and most of it is never done late (S9, S11).
 */
final class Outgoing {

  private final Effectors effectors;
  private final List<Effect> withheld = new ArrayList<>();
  private final List<Effect.SendOrder> late = new ArrayList<>();
  private final List<Effect.SendOrder> asked = new ArrayList<>();
  private final Map<String, String> written = new HashMap<>();
  private Instant lateSince = Instant.MIN;

  Outgoing(Effectors effectors) {
    this.effectors = effectors;
  }

  /**
   * The decision is on disk: first what was withheld and is still worth doing, then these.
   *
   * <p>A promote order that never left before does not leave late: what it rests on may be over
   * (S11). It is {@link #takeLate told}, and {@link #takeAsked asked about} once all that came
   * meanwhile was heard. That it leaves is on disk by then, so it may leave at once.
   *
   * @param slow whether writing took too long for it
   */
  void send(List<Effect> effects, boolean slow, Instant now) {
    lateSince = now;
    for (Effect each : withheld) {
      if (isFirst(each)) {
        late.add((Effect.SendOrder) each);
      } else if (isWorthDoingLate(each)) {
        dispatch(each);
      }
    }
    withheld.clear();
    for (Effect each : effects) {
      if (slow && isFirst(each)) {
        late.add((Effect.SendOrder) each);
      } else {
        dispatch(each);
      }
    }
  }

  /** Since when orders are late that nobody was told of. */
  Optional<Instant> lateSince() {
    return late.isEmpty() ? Optional.empty() : Optional.of(lateSince);
  }

  /** The orders that did not leave, each told once. */
  List<Effect.SendOrder> takeLate() {
    List<Effect.SendOrder> told = List.copyOf(late);
    late.clear();
    told.forEach(each -> written.put(each.service(), each.order().id()));
    asked.addAll(told);
    return told;
  }

  /** Those to ask about, each once. */
  List<Effect.SendOrder> takeAsked() {
    List<Effect.SendOrder> taken = List.copyOf(asked);
    asked.clear();
    return taken;
  }

  /** Sends an order whose leaving is on disk already, however slow the disk is. */
  boolean leavesAtOnce(Effect effect) {
    boolean leaves =
        effect instanceof Effect.SendOrder order
            && order.first()
            && written.remove(order.service(), order.order().id());
    if (leaves) {
      dispatch(effect);
    }
    return leaves;
  }

  private static boolean isFirst(Effect effect) {
    return effect instanceof Effect.SendOrder order && order.first();
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
