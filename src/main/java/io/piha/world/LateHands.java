package io.piha.world;

import io.piha.arbiter.Effect;
import io.piha.engine.DecisionLoop;
import io.piha.engine.Effectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets effects leave when the answer of the store has come that they waited for, and not while the
 * process stands still.
 */
final class LateHands implements Effectors {

  private final World world;
  private final Plane plane;
  private final Effectors hands;
  private int pauseIn = -1;
  private long pause;

  LateHands(World world, Plane plane, Effectors hands) {
    this.world = world;
    this.plane = plane;
    this.hands = hands;
  }

  /** The process stands still for so long when so many more effects have left. */
  void pauseIn(int effects, long lasting) {
    pauseIn = effects;
    pause = lasting;
  }

  boolean isArmed() {
    return pauseIn >= 0;
  }

  private void leave(Runnable act) {
    if (pauseIn >= 0 && pauseIn-- == 0) {
      world.transcript.happened(plane.party + " stands still before something leaves");
      plane.stall(pause, false);
    }
    long late = plane.post().waited();
    if (late == 0 && plane.runs()) {
      act.run();
      return;
    }
    @Nullable DecisionLoop sender = plane.loop();
    world.agenda.in(
        late,
        () ->
            plane.awake(
                () -> {
                  if (plane.loop() == sender) {
                    plane.guarded(act);
                  }
                }));
  }

  @Override
  public void broker(Effect.ToBroker effect) {
    leave(() -> hands.broker(effect));
  }

  @Override
  public void power(Effect.ToSwitch effect) {
    leave(() -> hands.power(effect));
  }

  @Override
  public void probe(Effect.ProbeHost effect) {
    leave(() -> hands.probe(effect));
  }

  @Override
  public void upkeep(Effect.ToUpkeep effect) {
    leave(() -> hands.upkeep(effect));
  }

  @Override
  public void handOver(Effect.HandOver effect) {
    leave(() -> hands.handOver(effect));
  }

  @Override
  public void answer(Effect.Answer answer) {
    leave(() -> hands.answer(answer));
  }
}
