package io.piha.arbiter;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
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
      case FAILBACK -> Failback.maintain(desk, takeover);
      case FAILOVER -> {
        // Asked again: another is only tried while all the rules still allow it.
        switch (Judgement.automaticGate(desk, takeover.to(), silent(desk), false)) {
          case Judgement.Gate.Open() ->
              Succession.claim(desk, takeover.unfencedBecause(fencedBy), fencedBy);
          case Judgement.Gate.Waiting _, Judgement.Gate.Shut _ ->
              Leaderless.become(
                  desk,
                  silent(desk),
                  Phase.Obstacle.NONE_FIT,
                  takeover.reason() + "; " + takeover.to() + " is being looked at again");
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
    if (standing.until().isAfter(now)) {
      if (!standing.repeatAt().isAfter(now)) {
        desk.become(new Phase.Deposing(phase.takeover(), desk.repeat(standing)));
      }
      return;
    }
    if (!desk.turn.sight.broker()) {
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
    desk.note(Kind.ATTENTION, Severity.CRITICAL, from, why);
    if (desk.vitals(from).absentAt(now) && !takeover.force()) {
      Succession.fail(desk, takeover, why + ", and it announced an absence (S22)");
      return;
    }
    if (takeover.cause() == Takeover.Cause.FAILOVER && !desk.turn.sighted(desk)) {
      Leaderless.become(desk, silent(desk), Phase.Obstacle.NO_FENCE, why + ", and we are blind");
      return;
    }
    Succession.fence(desk, takeover);
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
