package io.piha.arbiter;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A living leader gives up the leadership by order, before anybody else gets it. */
final class Depose {

  private Depose() {}

  /** Orders who leads to demote and waits for its word. */
  static void begin(Desk desk, Takeover takeover, Order order) {
    desk.note(
        Kind.DEMOTE_ORDERED,
        Severity.WARNING,
        order.host(),
        order.reason(),
        Map.of("order", order.id(), "epoch", order.epoch()));
    desk.change(order.host(), Vitals::toldAnew);
    desk.become(new Phase.Deposing(takeover, desk.send(order, desk.timing.orderAckTimeout())));
  }

  static void begin(Desk desk, Takeover takeover) {
    String from = Objects.requireNonNull(takeover.from());
    begin(
        desk,
        takeover,
        desk.newOrder(
            Order.Verb.DEMOTE,
            from,
            desk.highest,
            takeover.to() + " shall lead: " + takeover.reason()));
  }

  /** The host that is ordered to demote. */
  static String whom(Phase.Deposing phase) {
    return phase.order().order().host();
  }

  /** A live word of the ordered host that it does not lead. */
  static void acknowledged(Desk desk, Phase.Deposing phase, String how) {
    String from = whom(phase);
    desk.note(Kind.DEMOTED, Severity.INFO, from, from + " gave up the leadership: " + how);
    go(desk, phase.takeover(), "the demotion of " + from + " was acknowledged");
  }

  private static void go(Desk desk, Takeover takeover, String fencedBy) {
    switch (takeover.cause()) {
      case FAILBACK ->
          Failback.maintain(desk, takeover, takeover.from() + " gave up the leadership");
      case FAILOVER -> {
        // Asked again: another is only tried while all the rules still allow it.
        String silent = silent(desk);
        switch (Judgement.automaticGate(desk, takeover.to(), silent, false)) {
          case Judgement.Gate.Open() ->
              Isolation.fence(desk, Takeover.failover(takeover.to(), silent, takeover.reason()));
          case Judgement.Gate.Waiting(String why) ->
              Leaderless.become(
                  desk,
                  silent,
                  Phase.Obstacle.NOT_ACKNOWLEDGED,
                  takeover.reason() + "; " + takeover.to() + " is looked at again: " + why);
          case Judgement.Gate.Shut shut -> Succession.shut(desk, silent, shut);
        }
      }
      case REQUEST, ROLLBACK, REORDER, FIRST_LOOK -> Succession.claim(desk, takeover, fencedBy);
    }
  }

  private static @Nullable String silent(Desk desk) {
    Incident incident = desk.incident();
    return incident == null ? null : incident.leader();
  }

  static void tick(Desk desk, Phase.Deposing phase) {
    Phase.Standing standing = phase.order();
    Instant now = desk.now();
    if (!desk.brokerSettled()) {
      return;
    }
    if (standing.until().isAfter(now)) {
      if (!standing.repeatAt().isAfter(now)) {
        desk.become(new Phase.Deposing(phase.takeover(), desk.repeat(standing)));
      }
      return;
    }
    Takeover takeover = phase.takeover();
    String from = whom(phase);
    if (deadBySilence(desk, from, standing)) {
      acknowledged(
          desk,
          phase,
          "it has no power port, was silent for "
              + Words.span(desk.timing.orderAckTimeout())
              + ", and all its probes are down");
      return;
    }
    String why =
        from
            + " did not acknowledge the order to demote within "
            + Words.span(desk.timing.orderAckTimeout());
    if (takeover.automatic()) {
      // No cut but for a candidate that may still be promoted after it (S5, S6, S7).
      switch (Judgement.automaticGate(desk, takeover.to(), silent(desk), false)) {
        case Judgement.Gate.Open() -> {}
        case Judgement.Gate.Waiting _ -> {
          return;
        }
        case Judgement.Gate.Shut shut -> {
          desk.note(Kind.ATTENTION, Severity.CRITICAL, from, why);
          Succession.shut(desk, silent(desk), shut);
          return;
        }
      }
    }
    desk.note(Kind.ATTENTION, Severity.CRITICAL, from, why);
    if (desk.vitals(from).absentAt(now) && !takeover.force()) {
      absent(desk, takeover, why + ", and it announced an absence (S22)");
      return;
    }
    Optional<String> unfit = unfit(desk, takeover);
    if (unfit.isPresent()) {
      Setback.fail(
          desk,
          takeover,
          why + ", and is not fenced for " + takeover.to() + ", which is not fit: " + unfit.get());
      return;
    }
    Isolation.fence(desk, takeover);
  }

  /** Who is asked to lead may have become unfit since: a living leader is not cut for it. */
  private static Optional<String> unfit(Desk desk, Takeover takeover) {
    boolean judged =
        takeover.cause() == Takeover.Cause.FAILBACK
            || (takeover.cause() == Takeover.Cause.REQUEST && !takeover.force());
    return judged ? Failback.unready(desk, takeover.to()) : Optional.empty();
  }

  /** It is not fenced for that: who led leads on, and a candidate has never led. */
  private static void absent(Desk desk, Takeover takeover, String why) {
    if (takeover.automatic()) {
      Leaderless.become(desk, silent(desk), Phase.Obstacle.NOT_ACKNOWLEDGED, why);
    } else {
      Setback.fail(desk, takeover, why);
    }
  }

  /** Only a host without a power port counts as demoted by silence. */
  static boolean deadBySilence(Desk desk, String host, Phase.Standing standing) {
    Vitals vitals = desk.vitals(host);
    Instant heard = vitals.heard();
    Instant started = vitals.roundStarted();
    return desk.host(host).port().isEmpty()
        && (heard == null || !heard.isAfter(standing.since()))
        && started != null
        && !started.isBefore(standing.since())
        && Judgement.allDown(desk.host(host), vitals);
  }
}
