package io.piha.arbiter;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Making sure that a host cannot act before another is promoted: its port off and proven off, or
 * its confirmed cycle, as configured; or the decision to go on without, where that is allowed (S3).
 */
final class Isolation {

  private Isolation() {}

  /** Makes sure that who led cannot act, as configured, then goes on to claim the epoch. */
  static void fence(Desk desk, Takeover takeover) {
    String from = takeover.from();
    if (from == null || from.equals(takeover.to()) || !desk.knows(from)) {
      Succession.claim(desk, takeover, "nobody led");
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
        boolean spent = takeover.automatic() && from.equals(Succession.silent(desk, takeover));
        Optional<String> moved =
            desk.host(from).port().flatMap(id -> SelfTest.moved(desk.turn.port(id), from));
        if (moved.isPresent()) {
          unfenced(desk, takeover, moved.get());
        } else if (no == null) {
          goOn(desk, takeover, "the confirmed recovery cycle of " + from);
        } else if (spent || desk.host(from).port().isEmpty()) {
          unfenced(desk, takeover, no);
        } else {
          begun(
              desk, takeover, PowerGuard.cycle(desk, desk.host(from), takeover.automatic(), true));
        }
      }
      case HOLD_OFF -> {
        HostPolicy host = desk.host(from);
        if (host.port().isEmpty()) {
          unfenced(desk, takeover, from + " has no power port");
          return;
        }
        PortState.Act act = desk.turn.port(host.port().get()).act();
        if (act != null && act.doing() == PortState.Doing.HOLD) {
          // Another service lives on the same machine and has it fenced already.
          begun(desk, takeover, new Grant.Granted(act.id()));
        } else {
          begun(desk, takeover, PowerGuard.hold(desk, host, takeover.automatic()));
        }
      }
    }
  }

  /** What {@link #fence} will do, for whoever asked; {@code no} says why it cannot. */
  static String foretold(Desk desk, Optional<String> no) {
    if (desk.policy.fence() == Fence.NONE) {
      return "it is not fenced, as configured (fence: none)";
    }
    return no.map(why -> "it is not fenced (" + why + ")").orElse("it is fenced first");
  }

  private static void begun(Desk desk, Takeover takeover, Grant grant) {
    switch (grant) {
      case Grant.Granted(String actId) -> {
        desk.become(new Phase.Fencing(takeover, actId, desk.now()));
        desk.probeAll();
      }
      case Grant.Refused(String why) -> {
        String from = Objects.requireNonNull(takeover.from());
        desk.note(
            Kind.POWER_REFUSED,
            Severity.CRITICAL,
            from,
            from + " is not cut: " + why,
            Map.of("port", desk.host(from).port().map(PortId::toString).orElse("")));
        unfenced(desk, takeover, why);
      }
    }
  }

  /** Under {@code fence: cycle}: the host was cycled, and comes back passive. */
  static void cycled(Desk desk, Phase.Fencing phase, String actId, @Nullable String failed) {
    if (!actId.equals(phase.actId())) {
      return;
    }
    if (failed != null) {
      unfenced(desk, phase.takeover(), failed);
    } else {
      goOn(
          desk,
          phase.takeover(),
          "the confirmed power cycle of " + Objects.requireNonNull(phase.takeover().from()));
    }
  }

  /** The one who led is harmless now. */
  private static void goOn(Desk desk, Takeover takeover, String fencedBy) {
    String silent = takeover.automatic() ? Succession.silent(desk, takeover) : null;
    if (takeover.cause() == Takeover.Cause.FAILBACK) {
      Failback.maintain(desk, takeover, fencedBy);
    } else if (silent != null && !silent.equals(takeover.from()) && !silent.equals(takeover.to())) {
      // A candidate that did not obey is harmless now; the leader's own fence has to stand too.
      fence(desk, Takeover.failover(takeover.to(), silent, takeover.reason() + "; " + fencedBy));
    } else {
      Succession.claim(desk, takeover, fencedBy);
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
  static void unfenced(Desk desk, Takeover takeover, String why) {
    String from = Objects.requireNonNull(takeover.from());
    boolean allowed = mayGoUnfenced(desk, takeover, from);
    if (allowed || takeover.force()) {
      String said = "NOT FENCED: " + why + (allowed ? " (unfenced_promotion: allow)" : " (forced)");
      desk.host(from)
          .port()
          .map(desk.turn::port)
          .filter(port -> desk.policy.fence() == Fence.HOLD_OFF)
          .filter(port -> port.act() == null && port.owedSince() != null)
          .ifPresent(port -> PowerGuard.keepOff(port, desk.service, from));
      goOn(desk, takeover.unfencedBecause(why), said);
      return;
    }
    desk.openIncident(Succession.silent(desk, takeover));
    desk.changeIncident(each -> each.withFenceRefused(desk.now()));
    Succession.uncount(desk, takeover);
    String sentence = from + " cannot be fenced: " + why + "; nobody is promoted beside it (S3)";
    switch (takeover.cause()) {
      // The last two pass over nobody and are fenced against nobody.
      case FAILOVER, REORDER, FIRST_LOOK ->
          Leaderless.become(
              desk, Succession.silent(desk, takeover), Phase.Obstacle.NO_FENCE, sentence);
      case REQUEST, FAILBACK -> Setback.fail(desk, takeover, sentence);
      case ROLLBACK -> {
        desk.operation(takeover.requestId(), Succession.action(desk, takeover), "failed", sentence);
        Leaderless.become(desk, from, Phase.Obstacle.NO_FENCE, sentence);
      }
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
    if (desk.policy.fence() == Fence.CYCLE) {
      keepProbing(desk, takeover);
      return;
    }
    if (port.act() != null || hold == null || hold.provenAt() == null) {
      keepProbing(desk, takeover);
      return;
    }
    if (!proofStands(desk, port)) {
      return;
    }
    PowerGuard.join(port, desk.service);
    if (!takeover.automatic()) {
      goOn(desk, takeover, "port " + port.id + " is proven off");
      return;
    }
    // Judge again: what was true before the cut need not be true after it.
    switch (Judgement.automaticGate(
        desk, takeover.to(), Succession.silent(desk, takeover), false)) {
      case Judgement.Gate.Open() -> goOn(desk, takeover, "port " + port.id + " is proven off");
      case Judgement.Gate.Waiting _ -> {}
      case Judgement.Gate.Shut shut -> Succession.abort(desk, takeover, shut);
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
  private static boolean proofStands(Desk desk, PortDesk port) {
    Instant readAt = port.readAt;
    PortReading reading = port.reading;
    boolean fresh = readAt != null && !readAt.plusSeconds(4).isBefore(desk.now());
    if (!fresh || reading == null) {
      port.read();
      return false;
    }
    if (!reading.isOff()) {
      PowerActs.lit(port);
      return false;
    }
    return true;
  }

  static void fenceFailed(Desk desk, Phase.Fencing phase, PortNews.HoldFailed news) {
    if (!news.actId().isEmpty() && !news.actId().equals(phase.actId())) {
      return;
    }
    Takeover takeover = phase.takeover();
    if (news.interrupted() && takeover.cause() == Takeover.Cause.FAILOVER) {
      // The cut surely never took effect: nothing was learned but that time has passed.
      desk.leader = takeover.from();
      desk.become(Phase.Suspect.fresh(desk.now()));
      desk.probeAll();
      return;
    }
    unfenced(desk, takeover, news.why());
  }

  /** S3 at the last moment; true when the takeover cannot go on now. */
  static boolean fenceIsGone(Desk desk, Takeover takeover) {
    String from = takeover.from();
    if (from == null
        || from.equals(takeover.to())
        || takeover.unfenced() != null
        || desk.host(from).port().isEmpty()) {
      return false;
    }
    switch (desk.policy.fence()) {
      case NONE -> {
        return false;
      }
      case CYCLE -> {
        Instant on = desk.boots().get(from);
        if (on != null && !desk.turn.sight.lastBlind().isAfter(on)) {
          return false;
        }
        unfenced(desk, takeover, "the control plane was blind since the cycle (S3)");
        return true;
      }
      case HOLD_OFF -> {}
    }
    PortDesk port = desk.turn.port(desk.host(from).port().get());
    PortState.Hold hold = port.hold();
    if (hold == null || hold.provenAt() == null) {
      unfenced(desk, takeover, "the proof of off does not stand any more");
      return true;
    }
    return !proofStands(desk, port);
  }

  /** Switches a held port on because somebody asked, who may wait for it. */
  static void release(Desk desk, Request request) {
    desk.operation(
        request.id(), "reset", "running", "power of " + request.host() + " is switched on");
    release(desk, request.host());
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
        .filter(port -> !SharedPort.neededElsewhere(desk, desk.host(host)))
        .ifPresent(
            port -> {
              port.hold(null);
              PowerGuard.restore(port, desk.service, host);
            });
  }
}
