package io.piha.arbiter;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one path by which leadership changes: fence the one who led, make the new epoch known, order,
 * and be acknowledged.
 *
 * <p>Invariants: an epoch is given to one host only and grows strictly (S1); it is known outside
 * before the order leaves; an automatic order leaves only through {@link Judgement#automaticGate},
 * asked again at the last moment (S11); once an order has left, its epoch stands (S12).
 */
final class Succession {

  private Succession() {}

  // --- the beginning of an automatic failover ---

  /** Step 4: the leader is verified silent; choose, fence, promote, or say why nobody can be. */
  static void failover(Desk desk, @Nullable String silent) {
    if (desk.frozen()) {
      Leaderless.become(
          desk,
          silent,
          Phase.Obstacle.FROZEN,
          name(silent) + " is silent, and the freeze forbids a promotion; thaw to go on (S6)");
      return;
    }
    var fit = Judgement.bestFit(desk, silent);
    if (fit.isEmpty() && Judgement.beingAsked(desk, silent)) {
      return;
    }
    if (fit.isEmpty()) {
      Leaderless.become(
          desk,
          silent,
          Phase.Obstacle.NONE_FIT,
          name(silent)
              + " is silent, and nobody else is fit: "
              + Judgement.whyNoneFit(desk, silent)
              + " (S7)");
      return;
    }
    String to = fit.get();
    switch (Judgement.automaticGate(desk, to, silent, false)) {
      case Judgement.Gate.Open() ->
          Isolation.fence(desk, Takeover.failover(to, silent, name(silent) + " is silent"));
      case Judgement.Gate.Waiting _ -> {}
      case Judgement.Gate.Shut shut -> shut(desk, silent, shut);
    }
  }

  static void shut(Desk desk, @Nullable String silent, Judgement.Gate.Shut shut) {
    if (shut.leaderAlive() && silent != null && desk.failedNow(silent)) {
      // It lives, but did not take the leadership when it was ordered to: a person has to look.
      Leaderless.become(
          desk,
          silent,
          Phase.Obstacle.NOT_ACKNOWLEDGED,
          silent
              + " lives but did not take the leadership when it was ordered to; nobody is promoted"
              + " beside it (S2)");
    } else if (shut.leaderAlive() && silent != null) {
      Watch.back(desk, silent, shut.why());
    } else if (shut.obstacle() != null) {
      Leaderless.become(desk, silent, shut.obstacle(), shut.why());
    } else if (silent != null) {
      desk.leader = silent;
      desk.become(Phase.Suspect.fresh(desk.now()));
      desk.probe(silent);
    }
  }

  static String name(@Nullable String host) {
    return host == null ? "the leader" : host;
  }

  // --- called off before the order left ---

  /** Whose silence an automatic takeover rests on; null where nobody led. */
  static @Nullable String silent(Desk desk, Takeover takeover) {
    Incident incident = desk.incident();
    return takeover.from() == null || incident == null || incident.leader() == null
        ? takeover.from()
        : incident.leader();
  }

  /** Something changed before the order left: nothing further of this takeover begins. */
  static void abort(Desk desk, Takeover takeover, Judgement.Gate.Shut shut) {
    String former = takeover.from();
    desk.note(
        Kind.PROMOTE_FAILED,
        Severity.WARNING,
        takeover.to(),
        "the promotion of " + takeover.to() + " is called off: " + shut.why());
    uncount(desk, takeover);
    boolean keepsHold = shut.obstacle() == Phase.Obstacle.FROZEN;
    if (!keepsHold) {
      Isolation.release(desk, former);
    }
    String silent = silent(desk, takeover);
    if (silent != null && !silent.equals(former) && !keepsHold) {
      Isolation.release(desk, silent);
    }
    shut(desk, silent, shut);
  }

  /** The leader gave a sign of life while its succession was being prepared (S12). */
  static void leaderLives(Desk desk, Takeover takeover, String leader, String how) {
    if (takeover.cause() != Takeover.Cause.FAILOVER) {
      return;
    }
    desk.note(
        Kind.PROMOTE_FAILED,
        Severity.INFO,
        takeover.to(),
        "the promotion of " + takeover.to() + " is called off: " + how);
    uncount(desk, takeover);
    Isolation.release(desk, leader);
    desk.leader = leader;
    Watch.back(desk, leader, how);
  }

  // --- claim: make the epoch known, then order ---

  /** A promotion that never left counts for nothing. */
  static void uncount(Desk desk, Takeover takeover) {
    if (takeover.automatic()
        && desk.phase() instanceof Phase.Claiming
        && !desk.failovers.isEmpty()) {
      desk.failovers = desk.failovers.subList(0, desk.failovers.size() - 1);
      desk.touch();
    }
  }

  /** Raises the epoch and makes it known; the order leaves when the broker has confirmed that. */
  static void claim(Desk desk, Takeover takeover, String fencedBy) {
    long epoch = desk.highest + 1;
    desk.highest = epoch;
    desk.holder = takeover.to();
    desk.dropDemotes(takeover.to());
    Order order = desk.newOrder(Order.Verb.PROMOTE, takeover.to(), epoch, takeover.reason());
    if (takeover.automatic()) {
      desk.failovers = Desk.with(desk.failovers, desk.now());
    }
    desk.leader = null;
    desk.become(new Phase.Claiming(takeover, order, fencedBy, desk.now()));
    desk.note(
        Kind.PROMOTE_ORDERED,
        Severity.WARNING,
        takeover.to(),
        takeover.to()
            + " is ordered to lead with epoch "
            + epoch
            + ": "
            + takeover.reason()
            + "; "
            + fencedBy,
        Map.of("order", order.id(), "fence", fencedBy, "cause", cause(takeover)));
    desk.publish(PublicState.NONE, "", epoch);
  }

  private static String cause(Takeover takeover) {
    return takeover.cause().name().toLowerCase(java.util.Locale.ROOT);
  }

  static void published(Desk desk, Phase.Claiming phase, Signal.StatePublished said) {
    if (said.state() != PublicState.NONE || said.epoch() != phase.order().epoch()) {
      return;
    }
    if (said.confirmed()) {
      known(desk, phase);
    } else {
      desk.become(phase.known(false, desk.now()));
    }
  }

  /** The epoch is known outside, and all that was heard is: the order may leave in this turn. */
  static void known(Desk desk, Phase.Claiming phase) {
    desk.become(phase.known(true, desk.now()));
  }

  static void claimingTick(Desk desk, Phase.Claiming phase) {
    if (!phase.published()) {
      // A broker that is there but did not confirm is told again.
      if (desk.brokerSettled() && !phase.since().plusSeconds(6).isAfter(desk.now())) {
        desk.become(phase.known(false, desk.now()));
        desk.republish();
      }
      return;
    }
    Takeover takeover = phase.takeover();
    if (!desk.brokerSettled() || (takeover.byItself() && !desk.turn.sighted(desk))) {
      return;
    }
    if (phase.order().epoch() < desk.highest) {
      // A higher one was seen before the order left: hosts would drop it (S1).
      uncount(desk, takeover);
      claim(desk, takeover, phase.fencedBy());
      return;
    }
    if (takeover.automatic()) {
      if (Isolation.fenceIsGone(desk, takeover)) {
        return;
      }
      switch (Judgement.automaticGate(desk, takeover.to(), silent(desk, takeover), true)) {
        case Judgement.Gate.Open() -> {}
        case Judgement.Gate.Waiting _ -> {
          return;
        }
        case Judgement.Gate.Shut shut -> {
          abort(desk, takeover, shut);
          return;
        }
      }
    }
    Instant deadline = takeover.deadline();
    if (deadline != null && !deadline.isAfter(desk.now())) {
      Setback.fail(
          desk, takeover, "the time for it was over before " + takeover.to() + " was ordered");
      return;
    }
    desk.change(takeover.to(), Vitals::toldAnew);
    var lasting =
        deadline == null
            ? desk.timing.orderAckTimeout()
            : java.time.Duration.between(desk.now(), deadline);
    desk.become(
        new Phase.Ordered(takeover, desk.sendFirst(phase.order(), lasting), phase.fencedBy()));
  }

  static void orderedTick(Desk desk, Phase.Ordered phase) {
    Phase.Standing standing = phase.order();
    if (!desk.brokerSettled()) {
      return;
    }
    if (!standing.until().isAfter(desk.now())) {
      Setback.notAcknowledged(desk, phase.takeover(), standing.order().epoch());
    } else if (!standing.repeatAt().isAfter(desk.now())) {
      desk.become(new Phase.Ordered(phase.takeover(), desk.repeat(standing), phase.fencedBy()));
    }
  }

  /** Back on the broker: the order goes on, and has its full time again. */
  static void resend(Desk desk, Phase.Ordered phase) {
    Instant deadline = phase.takeover().deadline();
    var lasting =
        deadline == null || !deadline.isAfter(desk.now())
            ? desk.timing.orderAckTimeout()
            : java.time.Duration.between(desk.now(), deadline);
    desk.become(
        new Phase.Ordered(
            phase.takeover(), desk.send(phase.order().order(), lasting), phase.fencedBy()));
  }

  /** The ordered host leads. */
  static void acknowledged(Desk desk, Takeover takeover, long epoch, String how) {
    String to = takeover.to();
    String from = takeover.from();
    desk.leads(to, epoch);
    desk.note(
        Kind.PROMOTED,
        Severity.WARNING,
        to,
        to + " leads " + desk.service + " with epoch " + epoch + ": " + how,
        Map.of("cause", cause(takeover)));
    Incident incident = desk.incident();
    if (from != null && !from.equals(to)) {
      desk.lost(from);
      desk.host(from)
          .port()
          .map(desk.turn::port)
          .ifPresent(port -> PowerGuard.settle(port, incident == null ? 0 : incident.id()));
    }
    if (takeover.cause() == Takeover.Cause.FAILBACK) {
      desk.note(
          Kind.FAILBACK_DONE,
          Severity.INFO,
          to,
          to
              + " leads again; "
              + from
              + (from != null && Vacancy.held(desk, from)
                  ? " is held without power"
                  : " is in waiting"));
    }
    settleIncident(desk, to);
    boolean failed = takeover.cause() == Takeover.Cause.ROLLBACK;
    desk.operation(
        takeover.requestId(),
        action(desk, takeover),
        failed ? "failed" : "done",
        failed ? takeover.reason() : to + " leads with epoch " + epoch);
  }

  /** What was asked for, in whose course the takeover happens: a rollback ends what it undoes. */
  static String action(Desk desk, Takeover takeover) {
    Book.Operation running = desk.operation();
    if (running != null && running.requestId().equals(takeover.requestId())) {
      return running.action();
    }
    return takeover.cause() == Takeover.Cause.FAILBACK ? "failback" : "promote";
  }

  /** What becomes of the open incidents when {@code to} leads. */
  static void settleIncident(Desk desk, String to) {
    Incident incident = desk.incident();
    if (incident == null) {
      return;
    }
    if (Objects.equals(incident.leader(), to)) {
      if (desk.contests().isEmpty()) {
        desk.closeIncident(to + " is back");
      }
    } else {
      desk.changeIncident(Incident::withFailover);
    }
    if (desk.contests().isEmpty()) {
      desk.closeAcknowledged(to + " leads, and it is acknowledged");
    }
  }
}
