package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attempt to bring the same leader back: its power is cycled where the guard lets it, and it
 * gets time to be heard. Only then is another thought of.
 */
final class Recovery {

  private Recovery() {}

  static void begin(Desk desk, String leader, String said) {
    HostPolicy host = desk.host(leader);
    Incident incident = desk.openIncident(leader);
    boolean mayCycle = desk.policy.powerCycle() && host.port().isPresent();
    Instant now = desk.now();
    String verified = "silent and verified (" + said + ")";
    if (!mayCycle || incident.cycle() != null) {
      String no =
          !mayCycle
              ? (host.port().isEmpty() ? "it has no power port" : "power_cycle is off")
              : "this incident's cycle is spent";
      desk.note(
          Kind.RECOVERY_STARTED,
          Severity.WARNING,
          leader,
          leader
              + " is "
              + verified
              + "; no power cycle, "
              + no
              + "; it gets "
              + Words.span(desk.timing.recoveryWait())
              + " to come back");
      wait(desk, leader, null, now);
      return;
    }
    PortDesk port = desk.turn.port(host.port().get());
    PortState.Act running = port.act();
    if (running != null && running.doing() == PortState.Doing.CYCLE) {
      // Another service lives on the same machine and cycles it already.
      desk.changeIncident(each -> each.withCycle(new Incident.SpentCycle(running.id(), now, null)));
      desk.note(
          Kind.RECOVERY_STARTED,
          Severity.WARNING,
          leader,
          leader + " is " + verified + "; port " + port.id + " is being cycled already",
          Map.of("act", running.id(), "port", port.id.toString()));
      wait(desk, leader, running.id(), now);
      return;
    }
    switch (PowerGuard.cycle(desk, host, true, false)) {
      case Grant.Granted(String actId) -> {
        desk.changeIncident(each -> each.withCycle(new Incident.SpentCycle(actId, now, null)));
        desk.note(
            Kind.RECOVERY_STARTED,
            Severity.WARNING,
            leader,
            leader + " is " + verified + "; cycling its power at port " + host.port().get(),
            Map.of("act", actId, "port", host.port().get().toString()));
        wait(desk, leader, actId, now);
      }
      case Grant.Refused(String why) -> {
        desk.changeIncident(each -> each.withCycle(new Incident.SpentCycle("", now, null)));
        desk.note(
            Kind.POWER_REFUSED,
            Severity.WARNING,
            leader,
            "no power cycle of " + leader + ": " + why,
            Map.of("port", host.port().get().toString()));
        desk.note(
            Kind.RECOVERY_STARTED,
            Severity.WARNING,
            leader,
            leader
                + " is "
                + verified
                + "; it gets "
                + Words.span(desk.timing.recoveryWait())
                + " to come back without a cycle");
        wait(desk, leader, null, now);
      }
    }
  }

  private static void wait(Desk desk, String leader, @Nullable String cycling, Instant from) {
    desk.become(new Phase.Recovering(cycling, from, from));
    desk.publish(PublicState.RECOVERING, leader, desk.epoch);
  }

  /** The cycle is over, well or badly; the wait begins. */
  static void cycled(Desk desk, Phase.Recovering phase, String actId, @Nullable Instant on) {
    if (!actId.equals(phase.cycling())) {
      return;
    }
    Instant now = desk.now();
    if (on != null) {
      desk.changeIncident(
          each ->
              each.cycle() != null && each.cycle().actId().equals(actId)
                  ? each.withCycle(new Incident.SpentCycle(actId, each.cycle().at(), on))
                  : each);
    }
    desk.become(new Phase.Recovering(null, on == null ? now : on, phase.heartbeatsFrom()));
  }

  /** When the wait for the leader is over; null while its power is cycled, or while blind. */
  static @Nullable Instant waitOver(Desk desk, Phase.Recovering phase) {
    Instant clear = desk.clearSince();
    if (phase.cycling() != null || clear == null) {
      return null;
    }
    Instant over =
        later(
            phase.from().plus(desk.timing.recoveryWait()),
            clear.plus(desk.timing.heartbeatTimeout()));
    Instant life = Judgement.life(desk, nonNull(desk.leader));
    over = later(over, Judgement.bootedBy(desk, nonNull(desk.leader), life));
    Duration quiet = desk.timing.heartbeatTimeout().plus(desk.timing.recoveryWait());
    // One that answers now is not waited for any longer: it is told what it does not do.
    boolean answers =
        Judgement.allUpNow(desk.vitals(nonNull(desk.leader)), desk.timing, desk.now());
    return life == null || answers ? over : later(over, life.plus(quiet));
  }

  static @Nullable Instant recoveringDue(Desk desk, Phase.Recovering phase) {
    Instant over = waitOver(desk, phase);
    if (over == null) {
      return null;
    }
    Vitals vitals = desk.vitals(nonNull(desk.leader));
    if (vitals.asked() != null) {
      return vitals.asked().plus(desk.timing.probeTimeout()).plusSeconds(2).plusMillis(1);
    }
    // The last look is taken so early that it ends, at the latest, when the wait does.
    Instant probeAt = over.minus(desk.timing.probeTimeout());
    boolean probed = vitals.roundStarted() != null && !vitals.roundStarted().isBefore(probeAt);
    Instant due = probed ? over : probeAt;
    return due.isAfter(desk.now()) ? due : Arbiter.pollDue(desk);
  }

  static void recoveringTick(Desk desk, Phase.Recovering phase) {
    Instant over = waitOver(desk, phase);
    if (over == null) {
      return;
    }
    String leader = nonNull(desk.leader);
    Instant probeAt = over.minus(desk.timing.probeTimeout());
    Instant now = desk.now();
    Vitals vitals = desk.vitals(leader);
    Duration fresh = desk.timing.probeTimeout().plusSeconds(1);
    Instant ended = vitals.roundEnded();
    boolean probed =
        ended != null
            && vitals.roundStarted() != null
            && !vitals.roundStarted().isBefore(probeAt)
            && !ended.plus(fresh).isBefore(now);
    if (!probed) {
      if (!probeAt.isAfter(now)) {
        probeSince(desk, leader, probeAt);
      }
      return;
    }
    if (over.isAfter(now) || !desk.turn.sighted(desk)) {
      return;
    }
    if (vitals.absentAt(now)) {
      return;
    }
    HostPolicy host = desk.host(leader);
    if (Judgement.allUp(host, vitals)) {
      Instant answered = java.util.Objects.requireNonNull(ended);
      desk.changeIncident(each -> each.withLife(answered));
      desk.note(
          Kind.ATTENTION,
          Severity.WARNING,
          leader,
          leader
              + " answers again ("
              + Judgement.probesSaid(host, vitals)
              + ") but sends no heartbeat: nobody is promoted");
      desk.become(
          new Phase.Suspect(
              now, null, ended, Phase.Told.HOST_ANSWERS, List.of(Phase.Told.HOST_ANSWERS)));
    } else if (!Judgement.anyDown(vitals)) {
      desk.note(
          Kind.ATTENTION,
          Severity.WARNING,
          leader,
          "no verdict on "
              + leader
              + " is possible from here ("
              + Judgement.probesSaid(host, vitals)
              + "): nobody is promoted");
      desk.become(
          new Phase.Suspect(
              now, null, null, Phase.Told.NO_VERDICT, List.of(Phase.Told.NO_VERDICT)));
    } else {
      Succession.failover(desk, leader);
    }
  }

  /** The leader until its round is there; the others once, however long that takes. */
  private static void probeSince(Desk desk, String leader, Instant since) {
    for (HostPolicy each : desk.policy.hosts()) {
      Instant started = desk.vitals(each.name()).roundStarted();
      if (each.name().equals(leader) || started == null || started.isBefore(since)) {
        desk.probe(each.name());
      }
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static String nonNull(@Nullable String leader) {
    return java.util.Objects.requireNonNull(leader, "a watched service has a leader");
  }
}
