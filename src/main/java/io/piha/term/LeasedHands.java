package io.piha.term;

import io.piha.arbiter.Effect;
import io.piha.engine.Effectors;
import io.piha.engine.Right;

/**
 * Lets nothing through that would be done without the right to act. What is withheld is not
 * answered: a control plane that has lost its right ends, and the next one decides anew.
 */
public final class LeasedHands implements Effectors {

  private final Effectors hands;
  private final Right right;

  /** Those hands, as long as the right holds. */
  public LeasedHands(Effectors hands, Right right) {
    this.hands = hands;
    this.right = right;
  }

  @Override
  public void broker(Effect.ToBroker effect) {
    if (right.holds()) {
      hands.broker(effect);
    }
  }

  @Override
  public void power(Effect.ToSwitch effect) {
    if (right.holds()) {
      hands.power(effect);
    }
  }

  @Override
  public void probe(Effect.ProbeHost effect) {
    hands.probe(effect);
  }

  @Override
  public void upkeep(Effect.ToUpkeep effect) {
    if (right.holds()) {
      hands.upkeep(effect);
    }
  }

  @Override
  public void handOver(Effect.HandOver effect) {
    if (right.holds()) {
      hands.handOver(effect);
    }
  }

  @Override
  public void answer(Effect.Answer answer) {
    if (right.holds()) {
      hands.answer(answer);
    }
  }
}
