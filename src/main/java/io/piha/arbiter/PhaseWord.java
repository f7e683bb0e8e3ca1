package io.piha.arbiter;

/** The word of the status document for where a service stands. */
final class PhaseWord {

  private PhaseWord() {}

  static String of(Desk desk) {
    boolean seeing = desk.turn.sighted(desk);
    return switch (desk.phase()) {
      case Phase.FirstLook _ -> "blind";
      case Phase.Steady steady -> {
        if (steady.failback() != null) {
          yield "failing_back";
        }
        if (!seeing) {
          yield "blind";
        }
        if (!desk.contests().isEmpty()) {
          yield "conflict";
        }
        yield desk.leader != null && desk.host(desk.leader).role() == Role.STANDBY
            ? "failed_over"
            : "normal";
      }
      case Phase.Suspect _ -> seeing ? "suspect" : "blind";
      case Phase.Recovering _ -> seeing ? "recovering" : "blind";
      case Phase.Deposing deposing -> taking(deposing.takeover());
      case Phase.Fencing fencing -> taking(fencing.takeover());
      case Phase.Readying _ -> "maintenance";
      case Phase.Claiming claiming -> ordering(claiming.takeover());
      case Phase.Ordered ordered -> ordering(ordered.takeover());
      case Phase.Leaderless _ -> "leaderless";
    };
  }

  private static String taking(Takeover takeover) {
    return takeover.cause() == Takeover.Cause.FAILBACK ? "failing_back" : "promoting";
  }

  private static String ordering(Takeover takeover) {
    return takeover.cause() == Takeover.Cause.FAILBACK ? "maintenance" : "promoting";
  }
}
