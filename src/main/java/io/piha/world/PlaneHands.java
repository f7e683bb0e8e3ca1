package io.piha.world;

import io.piha.arbiter.Effect;
import io.piha.arbiter.Order;
import io.piha.arbiter.Signal;
import io.piha.engine.DecisionLoop;
import io.piha.engine.Effectors;
import io.piha.rules.Breach;
import io.piha.rules.Rule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the control plane's adapters do in the house, and what comes back to the process. */
final class PlaneHands implements Effectors {

  private static final long PUBLISH_DEADLINE = 5_000;

  private final World world;
  private final Plane plane;
  private int dieIn = -1;
  private boolean dieLate;

  /** Off commands that left. */
  long cuts;

  /** Promote orders that left, repeats included. */
  long promotions;

  PlaneHands(World world, Plane plane) {
    this.world = world;
    this.plane = plane;
  }

  /**
   * The process dies when so many more effects have left.
   *
   * @param late after the next one has left too, instead of before it leaves
   */
  void dieIn(int effects, boolean late) {
    dieIn = effects;
    dieLate = late;
  }

  boolean isArmed() {
    return dieIn >= 0;
  }

  private void leaves(Effect effect, boolean mayBeUnwritten) {
    if (!dieLate) {
      countDown();
    }
    boolean only = effect instanceof Effect.ProbeHost || effect instanceof Effect.ReadPort;
    if (world.store != null && !only) {
      world.store.mayAct(plane, effect);
    }
    if (!mayBeUnwritten && plane.disk.owes()) {
      throw world.violation(
          new Breach(Rule.S9, "", effect + " leaves before its decision is on disk"));
    }
  }

  private void left() {
    if (dieLate) {
      countDown();
    }
  }

  private void countDown() {
    if (dieIn >= 0 && dieIn-- == 0) {
      throw new Died();
    }
  }

  @Override
  public void broker(Effect.ToBroker effect) {
    boolean known =
        effect instanceof Effect.SendOrder send && plane.disk.hasOrder(send.order().id());
    leaves(effect, known);
    DecisionLoop sender = plane.loop();
    switch (effect) {
      case Effect.PublishState e ->
          say(
              () -> world.broker.retain(e, plane),
              (sure, why) ->
                  reply(
                      sender,
                      new Signal.StatePublished(e.service(), e.state(), e.epoch(), sure, why)));
      case Effect.SendOrder e -> {
        promotions += e.order().verb() == Order.Verb.PROMOTE ? 1 : 0;
        say(
            () -> world.deliver(e, plane),
            (sure, why) ->
                reply(sender, new Signal.OrderSent(e.service(), e.order().id(), sure, why)));
      }
      case Effect.PublishFreeze e ->
          plane.line.up(() -> world.broker.freeze(e.service(), e.frozen(), plane));
    }
    left();
  }

  private void reply(@Nullable DecisionLoop sender, Signal signal) {
    if (plane.loop() == sender) {
      plane.tell(signal);
    }
  }

  private interface Outcome {
    void is(boolean sure, String why);
  }

  /** A message of QoS 1: its outcome is told once, by the broker's word or by the clock. */
  private void say(Runnable atBroker, Outcome outcome) {
    boolean[] told = {false};
    boolean sent =
        plane.line.up(
            () -> {
              atBroker.run();
              plane.line.down(
                  () -> {
                    if (!told[0]) {
                      told[0] = true;
                      outcome.is(true, "");
                    }
                  });
            });
    world.agenda.in(
        sent ? PUBLISH_DEADLINE : 1,
        () -> {
          if (!told[0]) {
            told[0] = true;
            outcome.is(false, sent ? "not confirmed within 5 s" : "not connected");
          }
        });
  }

  @Override
  public void power(Effect.ToSwitch effect) {
    WorldSwitch at = world.switchOf(effect.port());
    switch (effect) {
      case Effect.ReadPort read -> {
        leaves(effect, true);
        at.read(read.port(), plane);
      }
      case Effect.SetPort set -> {
        leaves(effect, set.on());
        if (set.notAfter().isBefore(plane.time())) {
          tellLater(
              new Signal.PortSet(
                  set.port(),
                  set.actId(),
                  set.on(),
                  Signal.SetAnswer.NOT_SENT,
                  "its time is over"));
          return;
        }
        cuts += set.on() ? 0 : 1;
        at.set(set, plane);
      }
    }
    left();
  }

  private void tellLater(Signal signal) {
    DecisionLoop sender = plane.loop();
    world.agenda.in(1, () -> reply(sender, signal));
  }

  @Override
  public void probe(Effect.ProbeHost effect) {
    leaves(effect, true);
    world.host(effect.service(), effect.host()).ifPresent(host -> host.probe(plane));
    left();
  }

  @Override
  public void upkeep(Effect.ToUpkeep effect) {
    leaves(effect, false);
    WorldMirror mirror = world.mirrors.get(effect.service());
    switch (effect) {
      case Effect.BeginChore begin ->
          tellLater(
              new Signal.ChoreEnded(
                  begin.service(),
                  begin.chore().id(),
                  false,
                  "this world has no hands for it",
                  Map.of()));
      case Effect.RunMirror run when mirror != null -> mirror.run(run, plane);
      case Effect.ReleaseCommit release when mirror != null -> mirror.release(release, plane);
      case Effect.RunMirror _, Effect.ReleaseCommit _ -> {}
    }
  }

  @Override
  public void handOver(Effect.HandOver effect) {
    leaves(effect, false);
    plane.post().handOver(effect.to());
    left();
  }

  @Override
  public void answer(Effect.Answer answer) {
    leaves(answer, false);
    world.transcript.answered(answer);
    left();
  }
}
