package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Our own sight: what cuts the control plane off, and what begins anew when it sees again (S5, S19,
 * L4, L14).
 */
final class Seeing {

  /** Retained messages arrive right after a connect; ours are said again when they were heard. */
  private static final Duration SETTLE = Duration.ofMillis(500);

  private Seeing() {}

  static void ofSite(Turn turn, Signal.OfSite signal) {
    Instant now = turn.now;
    switch (signal) {
      case Signal.BrokerConnected _ -> {
        turn.sight = turn.sight.connected(now);
        turn.resyncAt = now.plus(SETTLE);
      }
      case Signal.BrokerLost lost -> {
        turn.sight = turn.sight.lost(lost.why(), now);
        turn.resyncAt = null;
      }
      case Signal.RoundTrip _ -> turn.sight = turn.sight.roundTrip(now);
      case Signal.WitnessRound round -> turn.sight = turn.sight.witnessed(round.answers(), now);
      case Signal.ContainersSeen seen -> ContainerNews.heard(turn, seen);
      case Signal.Stalled stalled -> turn.sight = turn.sight.stalled(stalled.gap(), now);
      case Signal.SwitchUptime uptime -> switchUp(turn, uptime);
      case Signal.Started started -> started(turn, started.machineRestarted());
      case Signal.SightDue _ -> {
        if (turn.resyncAt != null && !turn.resyncAt.isAfter(now)) {
          turn.resyncAt = null;
          turn.allDesks().forEach(Seeing::resync);
        }
        ContainerNews.tick(turn);
        return;
      }
      case Signal.Reconfigured _ -> {
        return;
      }
    }
    boolean routine =
        signal instanceof Signal.RoundTrip
            || signal instanceof Signal.WitnessRound
            || signal instanceof Signal.ContainersSeen;
    if (!routine || sightChanged(turn)) {
      for (Desk desk : turn.allDesks()) {
        Arbiter.step(desk);
        Protection.watch(desk);
      }
    }
  }

  private static boolean sightChanged(Turn turn) {
    return turn.sightWas() != (turn.sight.clearSince() != null);
  }

  private static void switchUp(Turn turn, Signal.SwitchUptime uptime) {
    Instant boot = turn.now.minus(uptime.uptime());
    Instant known = turn.switchBoots.get(uptime.device());
    // A counter is read with some delay; only a real restart moves the instant by more than this.
    if (known == null || boot.isAfter(known.plusSeconds(10))) {
      var more = new HashMap<>(turn.switchBoots);
      more.put(uptime.device(), boot);
      turn.switchBoots = Map.copyOf(more);
    }
  }

  private static void started(Turn turn, boolean machineRestarted) {
    turn.startedAt = turn.now;
    // A second start soon after the machine's does not shorten the first one's patience.
    Instant grace = turn.bootGrace.isAfter(turn.now) ? turn.bootGrace : turn.now;
    for (Desk desk : turn.allDesks()) {
      if (machineRestarted && desk.timing.partialGrace().compareTo(Duration.ZERO) > 0) {
        Instant until = turn.now.plus(desk.timing.partialGrace());
        grace = until.isAfter(grace) ? until : grace;
      }
      if (!desk.blind()) {
        desk.blind(true);
      }
      Strangers.leave(desk);
      resume(desk);
      Chores.resume(desk);
    }
    turn.bootGrace = grace;
    for (PortId id : turn.allPorts()) {
      PortDesk port = turn.port(id);
      port.resumed = port.act() != null;
      port.touch();
      port.read();
    }
  }

  /** Where the book was left by an earlier run. */
  private static void resume(Desk desk) {
    switch (desk.phase()) {
      case Phase.Suspect _ -> desk.become(Phase.Suspect.fresh(desk.now()));
      case Phase.Claiming p ->
          desk.become(p.withheld() ? Withheld.afterCrash(desk, p) : p.known(false, desk.now()));
      case Phase.Fencing p -> desk.become(new Phase.Fencing(p.takeover(), p.actId(), desk.now()));
      case Phase.FirstLook _,
          Phase.Steady _,
          Phase.Recovering _,
          Phase.Deposing _,
          Phase.Readying _,
          Phase.Ordered _,
          Phase.Leaderless _ -> {}
    }
  }

  /** The retained topics are made to tell the truth, and standing orders go on (L4). */
  private static void resync(Desk desk) {
    switch (desk.phase()) {
      case Phase.Ordered ordered -> {
        desk.republish();
        Succession.resend(desk, ordered);
      }
      case Phase.Deposing deposing -> {
        desk.republish();
        desk.become(
            new Phase.Deposing(
                deposing.takeover(),
                desk.send(deposing.order().order(), desk.timing.orderAckTimeout())));
      }
      case Phase.Claiming claiming -> {
        desk.become(claiming.known(false, desk.now()));
        desk.republish();
      }
      case Phase.Steady _,
          Phase.FirstLook _,
          Phase.Suspect _,
          Phase.Recovering _,
          Phase.Fencing _,
          Phase.Readying _,
          Phase.Leaderless _ ->
          desk.republish();
    }
    desk.resendDemotes();
    desk.republishFreeze();
  }

  /** Says once when sight was lost, and once when it has lasted long enough. */
  static void show(Desk desk) {
    boolean seeing = desk.turn.sighted(desk);
    if (!seeing && !desk.blind()) {
      desk.blind(true);
      desk.note(
          Kind.BLIND,
          Severity.WARNING,
          null,
          "blind: " + desk.blindness() + "; nothing automatic is reset or promoted");
    } else if (seeing && desk.blind()) {
      desk.blind(false);
      desk.note(
          Kind.SIGHTED,
          Severity.INFO,
          null,
          "sighted for "
              + Words.span(desk.timing.heartbeatTimeout())
              + ": broker connected, a witness answers, the clock ran steadily");
      Claims.anew(desk);
      if (desk.phase() instanceof Phase.Suspect) {
        // Evidence is counted anew after blindness.
        desk.become(Phase.Suspect.fresh(desk.now()));
        desk.probeAll();
      }
    }
  }

  static @Nullable Instant due(Desk desk) {
    Instant clear = desk.clearSince();
    return desk.blind() && clear != null ? clear.plus(desk.timing.heartbeatTimeout()) : null;
  }
}
