package io.piha.arbiter;

import java.time.Instant;

/**
 * A promote order that was decided and did not leave: the disk took so long to write that down that
 * what the order rests on may be over (S11).
 */
final class Withheld {

  private Withheld() {}

  /** It did not leave: whether it may is asked anew, after what waited meanwhile was heard. */
  static void askAnew(Desk desk, Phase.Ordered phase, String why) {
    Takeover takeover = phase.takeover();
    desk.note(
        Kind.ATTENTION,
        Severity.INFO,
        takeover.to(),
        "the order to "
            + takeover.to()
            + " did not leave: "
            + why
            + "; whether it may is asked anew (S11)");
    desk.become(
        new Phase.Claiming(
            takeover, phase.order().order(), phase.fencedBy(), false, desk.now(), true));
  }

  /** After a crash: the order may have left, so its epoch stands. It goes on with the broker. */
  static Phase afterCrash(Desk desk, Phase.Claiming phase) {
    Instant until = desk.now().plus(desk.timing.orderAckTimeout());
    return new Phase.Ordered(
        phase.takeover(),
        new Phase.Standing(phase.order(), desk.now(), desk.now(), until),
        phase.fencedBy());
  }
}
