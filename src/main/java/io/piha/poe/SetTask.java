package io.piha.poe;

import io.piha.arbiter.Effect;
import io.piha.arbiter.Signal;
import io.piha.arbiter.Signal.SetAnswer;
import io.piha.engine.Right;
import io.piha.site.Capability;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Commands a port, once. */
final class SetTask implements PortTask {
  private final Effect.SetPort set;
  private final Optional<PoeSwitch> device;
  private final InstantSource clock;
  private final SentActs sent;
  private final Right right;

  /** Taken by whoever comes first: the command that leaves, or the one who gives up waiting. */
  private final AtomicBoolean permitTaken = new AtomicBoolean();

  SetTask(
      Effect.SetPort set,
      Optional<PoeSwitch> device,
      InstantSource clock,
      SentActs sent,
      Right right) {
    this.set = set;
    this.device = device;
    this.clock = clock;
    this.sent = sent;
    this.right = right;
  }

  @Override
  public Duration bound() {
    return device.map(PoeSwitch::longestCall).orElse(Duration.ZERO).plus(GRACE);
  }

  @Override
  public Signal run() {
    if (device.isEmpty()) {
      return answer(SetAnswer.REFUSED, "the site file has no switch " + set.port().device());
    }
    if (sent.knows(set.actId(), set.on())) {
      return answer(SetAnswer.UNKNOWN, "sent before for this decision; it is never sent twice");
    }
    if (!right.holds()) {
      return answer(SetAnswer.NOT_SENT, "this control plane may not act any more");
    }
    if (late()) {
      return answer(SetAnswer.NOT_SENT, "its time had passed before it could be sent");
    }
    try {
      return answer(SetAnswer.ACCEPTED, command(device.get()));
    } catch (SwitchTrouble trouble) {
      return answer(meaning(trouble.kind()), trouble.words());
    }
  }

  /**
   * A switch that can only cycle takes "off" as its cycle, and switches on by itself; whether and
   * when it did is read back like everything else.
   */
  private String command(PoeSwitch on) throws SwitchTrouble {
    if (on.capabilities().contains(Capability.ON_OFF)) {
      on.set(set.port().port(), set.on(), this::mayLeave);
      return "";
    }
    if (set.on()) {
      return "it can only cycle, and switches on by itself";
    }
    on.cycle(set.port().port(), this::mayLeave);
    return "";
  }

  private boolean mayLeave() {
    return !late()
        && right.holds()
        && permitTaken.compareAndSet(false, true)
        && sent.add(set.actId(), set.on());
  }

  private boolean late() {
    return clock.instant().isAfter(set.notAfter());
  }

  private static SetAnswer meaning(SwitchTrouble.Kind kind) {
    return switch (kind) {
      case REFUSED -> SetAnswer.REFUSED;
      case NO_ANSWER, BAD_ANSWER -> SetAnswer.UNKNOWN;
      case NOT_SENT -> SetAnswer.NOT_SENT;
    };
  }

  @Override
  public Signal givenUp() {
    boolean neverLeft = permitTaken.compareAndSet(false, true);
    return answer(
        SetAnswer.UNKNOWN,
        "given up after " + bound().toMillis() + " ms" + (neverLeft ? "; it had not left" : ""));
  }

  @Override
  public Signal notDone(String why) {
    permitTaken.set(true);
    return answer(SetAnswer.NOT_SENT, why);
  }

  private Signal answer(SetAnswer answer, String why) {
    return PowerHand.answer(set, answer, why);
  }
}
