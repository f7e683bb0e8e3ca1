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
          fence(desk, Takeover.failover(to, silent, name(silent) + " is silent"));
      case Judgement.Gate.Waiting(String why) -> desk.planChanged();
      case Judgement.Gate.Shut shut -> shut(desk, silent, shut);
    }
  }

  private static void shut(Desk desk, @Nullable String silent, Judgement.Gate.Shut shut) {
    if (shut.leaderAlive() && silent != null) {
      Watch.back(desk, silent, shut.why());
    } else if (shut.obstacle() != null) {
      Leaderless.become(desk, silent, shut.obstacle(), shut.why());
    } else if (silent != null) {
      desk.leader = silent;
      desk.become(new Phase.Suspect(desk.now(), null, null, Phase.Told.NOTHING));
      desk.probe(silent);
    }
  }

  private static String name(@Nullable String host) {
    return host == null ? "the leader" : host;
  }

  // --- fence ---

  /** Makes sure that who led cannot act, as configured, then goes on to claim the epoch. */
  static void fence(Desk desk, Takeover takeover) {
    String from = takeover.from();
    if (from == null || from.equals(takeover.to()) || !desk.knows(from)) {
      claim(desk, takeover, "nobody led");
      return;
    }
    switch (desk.policy.fence()) {
      case NONE -> {
        boolean unwilling =
            takeover.cause() == Takeover.Cause.REQUEST
                || takeover.cause() == Takeover.Cause.FAILBACK;
        if (unwilling && Judgement.aliveNow(desk, from)) {
          unfenced(desk, takeover, "no fence is configured");
        } else {
          goOn(desk, takeover, "not fenced, as configured (fence: none)");
        }
      }
      case CYCLE -> {
        String no = cycleIsNoFence(desk, from);
        if (no == null) {
          goOn(desk, takeover, "the confirmed recovery cycle of " + from);
        } else {
          unfenced(desk, takeover, no);
        }
      }
      case HOLD_OFF -> {
        HostPolicy host = desk.host(from);
        if (host.port().isEmpty()) {
          unfenced(desk, takeover, from + " has no power port");
          return;
        }
        switch (PowerGuard.hold(desk, host, takeover.automatic())) {
          case Grant.Granted(String actId) -> {
            desk.become(new Phase.Fencing(takeover, actId, desk.now()));
            desk.probeAll();
          }
          case Grant.Refused(String why) -> {
            desk.note(
                Kind.POWER_REFUSED,
                Severity.CRITICAL,
                from,
                from + " is not cut: " + why,
                Map.of("port", host.port().get().toString()));
            unfenced(desk, takeover, why);
          }
        }
      }
    }
  }

  /** Why the recovery cycle does not count as the fence of that host; null when it does. */
  static @Nullable String cycleIsNoFence(Desk desk, String from) {
    Incident incident = desk.incident();
    Incident.SpentCycle cycle = incident == null ? null : incident.cycle();
    if (desk.host(from).port().isEmpty()) {
      return from + " has no power port";
    }
    if (incident == null || cycle == null || !Objects.equals(incident.leader(), from)) {
      return "no cycle of " + from + " was made in this incident";
    }
    if (cycle.confirmedOn() == null) {
      return "its cycle was not confirmed by the switch";
    }
    Instant life = Judgement.life(desk, from);
    if (life != null && !life.isBefore(cycle.confirmedOn())) {
      return from + " was alive after its cycle";
    }
    if (desk.turn.sight.lastBlind().isAfter(cycle.at())) {
      return "the control plane was blind since the cycle (S3)";
    }
    return null;
  }

  /** The fence cannot be had: go on without it where that is allowed, else stop. */
  private static void unfenced(Desk desk, Takeover takeover, String why) {
    String from = Objects.requireNonNull(takeover.from());
    boolean allowed = mayGoUnfenced(desk, takeover, from);
    if (allowed || takeover.force()) {
      String said = "NOT FENCED: " + why + (allowed ? " (unfenced_promotion: allow)" : " (forced)");
      desk.host(from)
          .port()
          .map(desk.turn::port)
          .filter(port -> port.act() == null && port.owedSince() != null)
          .ifPresent(port -> PowerGuard.keepOff(port, desk.service, from));
      goOn(desk, takeover.unfencedBecause(why), said);
      return;
    }
    desk.changeIncident(each -> each.withFenceRefused(desk.now()));
    String sentence = from + " cannot be fenced: " + why + "; nobody is promoted beside it (S3)";
    switch (takeover.cause()) {
      case FAILOVER -> Leaderless.become(desk, takeover.from(), Phase.Obstacle.NO_FENCE, sentence);
      case REQUEST -> fail(desk, takeover, sentence);
      case FAILBACK -> fail(desk, takeover, sentence);
      case ROLLBACK -> {
        desk.operation(takeover.requestId(), "promote", "failed", sentence);
        Leaderless.become(desk, takeover.to(), Phase.Obstacle.NO_FENCE, sentence);
      }
      case REORDER, FIRST_LOOK -> claim(desk, takeover, "nobody else led");
    }
  }

  /** A living leader that will not demote is never passed over unfenced without force. */
  private static boolean mayGoUnfenced(Desk desk, Takeover takeover, String from) {
    boolean configured = desk.host(from).unfencedAllowed();
    return switch (takeover.cause()) {
      case FAILOVER, ROLLBACK, REORDER, FIRST_LOOK -> configured;
      case REQUEST, FAILBACK -> configured && !Judgement.aliveNow(desk, from);
    };
  }

  /** News and ticks while the port is being proven off. */
  static void fencingTick(Desk desk, Phase.Fencing phase) {
    Takeover takeover = phase.takeover();
    String from = Objects.requireNonNull(takeover.from());
    HostPolicy host = desk.host(from);
    if (host.port().isEmpty()) {
      unfenced(desk, takeover, from + " has no power port any more");
      return;
    }
    PortDesk port = desk.turn.port(host.port().get());
    PortState.Hold hold = port.hold();
    if (port.act() != null || hold == null || hold.provenAt() == null) {
      keepProbing(desk, takeover);
      return;
    }
    if (!proofStands(desk, port, from)) {
      return;
    }
    if (!takeover.automatic()) {
      goOn(desk, takeover, "port " + port.id + " is proven off");
      return;
    }
    // Judge again: what was true before the cut need not be true after it.
    switch (Judgement.automaticGate(desk, takeover.to(), silent(desk, takeover), false)) {
      case Judgement.Gate.Open() -> claim(desk, takeover, "port " + port.id + " is proven off");
      case Judgement.Gate.Waiting(String why) -> desk.planChanged();
      case Judgement.Gate.Shut shut -> abort(desk, takeover, shut);
    }
  }

  private static void keepProbing(Desk desk, Takeover takeover) {
    for (String each : new String[] {takeover.to(), takeover.from()}) {
      if (each != null) {
        Instant ended = desk.vitals(each).roundEnded();
        if (ended == null || ended.plusSeconds(1).isBefore(desk.now())) {
          desk.probe(each);
        }
      }
    }
  }

  /** The newest reading says off and is not older than 5 s; asks for one where it is. */
  private static boolean proofStands(Desk desk, PortDesk port, String from) {
    Instant readAt = port.readAt;
    PortReading reading = port.reading;
    boolean fresh = readAt != null && !readAt.plusSeconds(4).isBefore(desk.now());
    if (!fresh || reading == null) {
      port.read();
      return false;
    }
    if (!reading.isOff()) {
      PowerActs.refute(port, from, "the switch reads port " + port.id + " on again");
      return false;
    }
    return true;
  }

  /** Whose silence an automatic takeover rests on. */
  private static @Nullable String silent(Desk desk, Takeover takeover) {
    Incident incident = desk.incident();
    return incident == null || incident.leader() == null ? takeover.from() : incident.leader();
  }

  static void fenceFailed(Desk desk, Phase.Fencing phase, PortNews.HoldFailed news) {
    if (!news.actId().isEmpty() && !news.actId().equals(phase.actId())) {
      return;
    }
    Takeover takeover = phase.takeover();
    if (news.interrupted() && takeover.cause() == Takeover.Cause.FAILOVER) {
      // The cut surely never took effect: nothing was learned but that time has passed.
      desk.leader = takeover.from();
      desk.become(new Phase.Suspect(desk.now(), null, null, Phase.Told.NOTHING));
      desk.probeAll();
      return;
    }
    unfenced(desk, takeover, news.why());
  }

  /** Something changed before the order left: nothing further of this takeover begins. */
  private static void abort(Desk desk, Takeover takeover, Judgement.Gate.Shut shut) {
    String former = takeover.from();
    desk.note(
        Kind.PROMOTE_FAILED,
        Severity.WARNING,
        takeover.to(),
        "the promotion of " + takeover.to() + " is called off: " + shut.why());
    boolean keepsHold = shut.obstacle() == Phase.Obstacle.FROZEN;
    if (!keepsHold) {
      release(desk, former);
    }
    String silent = silent(desk, takeover);
    if (silent != null && !silent.equals(former) && !keepsHold) {
      release(desk, silent);
    }
    shut(desk, silent, shut);
  }

  /** Switches a held port on again. */
  static void release(Desk desk, @Nullable String host) {
    if (host == null || !desk.knows(host)) {
      return;
    }
    desk.host(host)
        .port()
        .map(desk.turn::port)
        .filter(
            port ->
                port.hold() != null
                    || (port.act() != null && port.act().doing() == PortState.Doing.HOLD))
        .ifPresent(
            port -> {
              port.hold(null);
              PowerGuard.restore(port, desk.service, host);
            });
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
    release(desk, leader);
    desk.leader = leader;
    Watch.back(desk, leader, how);
  }

  // --- claim: make the epoch known, then order ---

  /** The one who led is harmless now. */
  private static void goOn(Desk desk, Takeover takeover, String fencedBy) {
    if (takeover.cause() == Takeover.Cause.FAILBACK) {
      Failback.maintain(desk, takeover);
    } else {
      claim(desk, takeover, fencedBy);
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
    desk.become(new Phase.Claiming(takeover, order, fencedBy, false, desk.now()));
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
      var known =
          new Phase.Claiming(phase.takeover(), phase.order(), phase.fencedBy(), true, desk.now());
      desk.become(known);
      claimingTick(desk, known);
    } else {
      desk.become(
          new Phase.Claiming(phase.takeover(), phase.order(), phase.fencedBy(), false, desk.now()));
    }
  }

  static void claimingTick(Desk desk, Phase.Claiming phase) {
    if (!phase.published()) {
      // A broker that is there but did not confirm is told again.
      if (desk.turn.sight.broker() && !phase.since().plusSeconds(6).isAfter(desk.now())) {
        desk.become(
            new Phase.Claiming(
                phase.takeover(), phase.order(), phase.fencedBy(), false, desk.now()));
        desk.republish();
      }
      return;
    }
    Takeover takeover = phase.takeover();
    if (takeover.automatic()) {
      if (fenceIsGone(desk, takeover)) {
        return;
      }
      switch (Judgement.automaticGate(desk, takeover.to(), silent(desk, takeover), true)) {
        case Judgement.Gate.Open() -> {}
        case Judgement.Gate.Waiting(String why) -> {
          desk.planChanged();
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
      fail(desk, takeover, "the time for it was over before " + takeover.to() + " was ordered");
      return;
    }
    desk.change(takeover.to(), Vitals::toldAnew);
    var lasting =
        deadline == null
            ? desk.timing.orderAckTimeout()
            : java.time.Duration.between(desk.now(), deadline);
    desk.become(new Phase.Ordered(takeover, desk.send(phase.order(), lasting), phase.fencedBy()));
  }

  /** S3 at the last moment; true when the takeover cannot go on now. */
  private static boolean fenceIsGone(Desk desk, Takeover takeover) {
    String from = takeover.from();
    if (from == null
        || from.equals(takeover.to())
        || takeover.unfenced() != null
        || desk.policy.fence() != Fence.HOLD_OFF
        || desk.host(from).port().isEmpty()) {
      return false;
    }
    PortDesk port = desk.turn.port(desk.host(from).port().get());
    PortState.Hold hold = port.hold();
    if (hold == null || hold.provenAt() == null) {
      unfenced(desk, takeover, "the proof of off does not stand any more");
      return true;
    }
    return !proofStands(desk, port, from);
  }

  // --- ordered ---

  static void orderedTick(Desk desk, Phase.Ordered phase) {
    Phase.Standing standing = phase.order();
    if (!standing.until().isAfter(desk.now())) {
      if (desk.turn.sight.broker()) {
        notAcknowledged(desk, phase.takeover());
      }
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
          Kind.FAILBACK_DONE, Severity.INFO, to, to + " leads again; " + from + " is in waiting");
    }
    if (takeover.cause() == Takeover.Cause.FAILOVER) {
      desk.changeIncident(Incident::withFailover);
    }
    boolean sameLeader = incident != null && Objects.equals(incident.leader(), to);
    if (incident != null && (incident.acked() || sameLeader) && desk.contests().isEmpty()) {
      desk.closeIncident(sameLeader ? to + " is back" : to + " leads, and it is acknowledged");
    }
    boolean failed = takeover.cause() == Takeover.Cause.ROLLBACK;
    desk.operation(
        takeover.requestId(),
        takeover.cause() == Takeover.Cause.FAILBACK ? "failback" : "promote",
        failed ? "failed" : "done",
        failed ? takeover.reason() : to + " leads with epoch " + epoch);
  }

  /** The order's time is over without an acknowledgement. */
  private static void notAcknowledged(Desk desk, Takeover takeover) {
    String to = takeover.to();
    String why = to + " did not acknowledge the order of epoch " + desk.highest;
    desk.note(Kind.PROMOTE_FAILED, Severity.CRITICAL, to, why);
    desk.openIncident(incidentLeader(desk, takeover));
    desk.changeIncident(each -> each.withFailed(to));
    switch (takeover.cause()) {
      case FAILOVER, REORDER, FIRST_LOOK -> next(desk, takeover, why);
      case REQUEST, FAILBACK -> fail(desk, takeover, why);
      case ROLLBACK -> {
        desk.operation(takeover.requestId(), "promote", "failed", why);
        next(desk, takeover, why);
      }
    }
  }

  private static @Nullable String incidentLeader(Desk desk, Takeover takeover) {
    Incident incident = desk.incident();
    return incident != null && !incident.failedOver()
        ? incident.leader()
        : (takeover.from() == null ? takeover.to() : takeover.from());
  }

  /** Another is tried, the one that did not acknowledge made harmless first; or nobody is left. */
  private static void next(Desk desk, Takeover takeover, String why) {
    String to = takeover.to();
    var other = desk.frozen() ? java.util.Optional.<String>empty() : Judgement.bestFit(desk, to);
    Order demote = desk.newOrder(Order.Verb.DEMOTE, to, desk.highest, why + "; it must not lead");
    if (other.isPresent()) {
      Depose.begin(desk, Takeover.failover(other.get(), to, why), demote);
      return;
    }
    desk.demote(to, why + "; it must not lead");
    release(desk, takeover.from());
    release(desk, silent(desk, takeover));
    String former =
        switch (takeover.cause()) {
          case FAILOVER, REQUEST, FAILBACK -> silent(desk, takeover);
          case REORDER, ROLLBACK -> to;
          case FIRST_LOOK -> null;
        };
    Leaderless.become(
        desk,
        former,
        Phase.Obstacle.NOT_ACKNOWLEDGED,
        why + ", and nobody else is fit: " + Judgement.whyNoneFit(desk, to));
  }

  /** A requested change failed: the former leader gets the leadership back with a new epoch. */
  static void fail(Desk desk, Takeover takeover, String why) {
    String from = takeover.from();
    String to = takeover.to();
    boolean failback = takeover.cause() == Takeover.Cause.FAILBACK;
    if (failback) {
      desk.note(Kind.FAILBACK_FAILED, Severity.CRITICAL, to, why);
    }
    desk.operation(takeover.requestId(), failback ? "failback" : "promote", "running", why);
    if (from == null) {
      desk.operation(takeover.requestId(), "promote", "failed", why);
      Leaderless.become(desk, null, Phase.Obstacle.NOT_ACKNOWLEDGED, why);
      return;
    }
    boolean ordered = to.equals(desk.holder) && desk.highest > desk.epoch;
    boolean deposed = desk.phase() instanceof Phase.Readying || ordered;
    Takeover back = takeover.rollback(from, to, why + "; " + from + " leads on");
    boolean fromHeld =
        desk.host(from).port().map(p -> desk.turn.port(p).hold() != null).orElse(false);
    if (fromHeld || !Judgement.aliveNow(desk, from)) {
      release(desk, from);
      if (ordered) {
        desk.demote(to, why + "; it must not lead");
      }
      desk.operation(takeover.requestId(), failback ? "failback" : "promote", "failed", why);
      Leaderless.become(desk, from, Phase.Obstacle.NOT_ACKNOWLEDGED, why);
      return;
    }
    if (deposed && failback) {
      fence(desk, back);
      return;
    }
    if (ordered) {
      desk.demote(to, why + "; it must not lead");
    }
    claim(desk, takeover.rollback(from, null, why + "; " + from + " leads on"), "it led before");
  }
}
