package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Watching whoever leads: silence, verification over the probes, and the attempt to bring the same
 * leader back.
 *
 * <p>Silence alone never leads to an act. What follows it is decided by what the probes say, asked
 * after the silence was noticed, and only while the control plane can see.
 */
final class Watch {

  private Watch() {}

  // --- a leader that leads ---

  /** When the leader's silence becomes news; null while blind. */
  static @Nullable Instant silenceDue(Desk desk, String leader) {
    Instant from = Judgement.silentFrom(desk, leader);
    if (from == null) {
      return null;
    }
    Instant due = from.plus(desk.timing.heartbeatTimeout());
    Instant absent = desk.vitals(leader).absentUntil();
    return absent != null && absent.isAfter(due) ? absent : due;
  }

  static void steady(Desk desk, Phase.Steady phase) {
    String leader = desk.leader;
    if (leader == null) {
      return;
    }
    Instant due = silenceDue(desk, leader);
    if (due != null && !due.isAfter(desk.now()) && desk.turn.sighted(desk)) {
      if (phase.failback() != null) {
        Failback.giveUp(desk, phase.failback(), leader + " fell silent");
      }
      suspect(desk, leader);
      return;
    }
    Instant passive = passiveDue(desk, leader);
    if (passive != null && !passive.isAfter(desk.now())) {
      orderAgain(
          desk,
          leader
              + " leads by the book but has reported another state for "
              + Words.since(passive.minus(desk.timing.orderAckTimeout()), desk.now()));
      return;
    }
    if (desk.highest > desk.epoch && desk.turn.sighted(desk)) {
      orderAgain(desk, "epoch " + desk.highest + " was seen; the leader is ordered above it");
      return;
    }
    if (phase.failback() != null) {
      Failback.raising(desk, phase.failback());
    }
  }

  /** When a leader that goes on saying that it does not lead is to be ordered again. */
  static @Nullable Instant passiveDue(Desk desk, String leader) {
    Vitals vitals = desk.vitals(leader);
    Instant since = vitals.passiveSince();
    boolean goesOn = since != null && vitals.heard() != null && vitals.heard().isAfter(since);
    return since != null && goesOn && desk.turn.sighted(desk)
        ? since.plus(desk.timing.orderAckTimeout())
        : null;
  }

  /**
   * The leader of the book is ordered to lead with a new epoch, above every one that was seen.
   * Blind, no order leaves; it follows when the control plane sees again (S5).
   */
  static void orderAgain(Desk desk, String why) {
    String leader = desk.leader;
    if (leader == null || !(desk.phase() instanceof Phase.Steady steady)) {
      return;
    }
    if (!desk.turn.sighted(desk)) {
      desk.highest = Math.max(desk.highest, desk.epoch + 1);
      desk.touch();
      return;
    }
    if (steady.failback() != null) {
      Failback.giveUp(desk, steady.failback(), why);
    }
    Succession.claim(desk, Takeover.reorder(leader, why), "it is the leader of the book");
  }

  private static void suspect(Desk desk, String leader) {
    Instant heard = desk.vitals(leader).heard();
    Incident incident = desk.openIncident(leader);
    String silence =
        heard == null
            ? "no heartbeat from " + leader + " since the control plane started to look"
            : "no heartbeat from " + leader + " for " + Words.since(heard, desk.now());
    desk.note(
        Kind.HEARTBEAT_LOST,
        Severity.WARNING,
        leader,
        silence
            + ", limit "
            + Words.span(desk.timing.heartbeatTimeout())
            + "; verifying over its probes",
        heard == null
            ? Map.of("incident", incident.id())
            : Map.of(
                "incident",
                incident.id(),
                "silence_s",
                Duration.between(heard, desk.now()).toSeconds()));
    desk.become(Phase.Suspect.fresh(desk.now()));
    desk.probeAll();
  }

  // --- a silent leader whose probes are asked ---

  /** When the suspicion next wants to be looked at. */
  static @Nullable Instant suspectDue(Desk desk, Phase.Suspect phase) {
    if (!desk.turn.sighted(desk) && desk.clearSince() == null) {
      return null;
    }
    Instant asked = desk.vitals(nonNull(desk.leader)).asked();
    Instant again =
        asked != null
            ? asked.plus(desk.timing.probeTimeout()).plusSeconds(2).plusMillis(1)
            : nextProbe(desk, nonNull(desk.leader), phase.since());
    Instant started = desk.vitals(nonNull(desk.leader)).roundStarted();
    if (phase.answering() != null && asked == null) {
      Instant anew = phase.answering().plus(desk.timing.heartbeatTimeout());
      return anew.isBefore(again) && (started == null || started.isBefore(anew)) ? anew : again;
    }
    if (phase.mixedSince() != null && asked == null) {
      Instant over = phase.mixedSince().plus(desk.timing.partialGrace());
      return over.isBefore(again) ? over : again;
    }
    return again;
  }

  private static Instant nextProbe(Desk desk, String host, Instant since) {
    Instant ended = desk.vitals(host).roundEnded();
    return ended == null || ended.isBefore(since)
        ? since
        : ended.plus(desk.timing.probeEvery()).plusMillis(200);
  }

  static void suspectTick(Desk desk, Phase.Suspect phase) {
    Instant due = suspectDue(desk, phase);
    if (due != null && !due.isAfter(desk.now())) {
      desk.probe(nonNull(desk.leader));
    }
  }

  /** Step 2, the verdict over the probes. */
  static void verdict(Desk desk, Phase.Suspect phase, Signal.ProbeRound round) {
    String leader = nonNull(desk.leader);
    Vitals vitals = desk.vitals(leader);
    if (round.startedAt().isBefore(phase.since())
        || !desk.turn.sighted(desk)
        || vitals.absentAt(desk.now())) {
      return;
    }
    HostPolicy host = desk.host(leader);
    if (Judgement.allUp(host, vitals)) {
      desk.changeIncident(each -> each.withLife(round.endedAt()));
      List<Phase.Told> said =
          tell(
              desk,
              phase,
              Phase.Told.HOST_ANSWERS,
              "heartbeats of "
                  + leader
                  + " are missing but it answers ("
                  + Judgement.probesSaid(host, vitals)
                  + "): nothing is reset, nobody is promoted");
      desk.become(
          new Phase.Suspect(phase.since(), null, round.endedAt(), Phase.Told.HOST_ANSWERS, said));
      return;
    }
    Instant heard = vitals.heard();
    // A thaw, too, has it verified anew, and it may have been heard a moment ago (S12).
    if (Judgement.heardNow(desk, leader)
        || Judgement.bootedBy(desk, leader, heard).isAfter(desk.now())) {
      return;
    }
    Instant answering = phase.answering();
    if (answering != null) {
      Instant anew = answering.plus(desk.timing.heartbeatTimeout());
      if (round.startedAt().isBefore(anew)) {
        return;
      }
    }
    if (Judgement.allDown(host, vitals)) {
      Recovery.begin(desk, leader, Judgement.probesSaid(host, vitals));
    } else if (Judgement.anyDown(vitals)) {
      Instant mixed = phase.mixedSince() == null ? round.endedAt() : phase.mixedSince();
      if (!mixed.plus(desk.timing.partialGrace()).isAfter(desk.now())) {
        Recovery.begin(
            desk,
            leader,
            Judgement.probesSaid(host, vitals)
                + ", so for "
                + Words.span(desk.timing.partialGrace()));
        return;
      }
      List<Phase.Told> said =
          tell(
              desk,
              phase,
              Phase.Told.MIXED,
              leader
                  + " answers in part ("
                  + Judgement.probesSaid(host, vitals)
                  + "): waiting "
                  + Words.span(desk.timing.partialGrace())
                  + " for its own watchdog to repair it");
      desk.become(new Phase.Suspect(phase.since(), mixed, null, Phase.Told.MIXED, said));
    } else {
      List<Phase.Told> said =
          tell(
              desk,
              phase,
              Phase.Told.NO_VERDICT,
              "no verdict on "
                  + leader
                  + " is possible from here ("
                  + Judgement.probesSaid(host, vitals)
                  + "): nothing is reset, nobody is promoted");
      desk.become(new Phase.Suspect(phase.since(), null, null, Phase.Told.NO_VERDICT, said));
    }
  }

  /** Says it once in a suspicion; probes that change their mind make no alert of each change. */
  private static List<Phase.Told> tell(
      Desk desk, Phase.Suspect phase, Phase.Told what, String words) {
    if (phase.said().contains(what)) {
      return phase.said();
    }
    desk.note(Kind.ATTENTION, Severity.WARNING, desk.leader, words);
    return Desk.with(phase.said(), what);
  }

  // --- the leader is back ---

  /** Fresh evidence of life of the silent leader (S12). Without heartbeats it is watched on. */
  static void back(Desk desk, String leader, String how) {
    Instant now = desk.now();
    desk.leader = leader;
    boolean later = desk.highest > desk.epoch;
    if (!Judgement.heardNow(desk, leader)) {
      desk.note(Kind.ATTENTION, Severity.WARNING, leader, how + ", but it sends no heartbeat");
      desk.changeIncident(each -> each.withLife(now));
      if (later && desk.turn.sighted(desk)) {
        reorderAbove(desk, leader);
        return;
      }
      desk.become(
          new Phase.Suspect(
              now, null, now, Phase.Told.HOST_ANSWERS, List.of(Phase.Told.HOST_ANSWERS)));
    } else {
      desk.note(Kind.HEARTBEAT_BACK, Severity.INFO, leader, how);
      desk.closeIncident(leader + " is back");
      desk.closeAcknowledged(leader + " is back");
      if (later && desk.turn.sighted(desk)) {
        reorderAbove(desk, leader);
        return;
      }
      desk.become(new Phase.Steady(null));
    }
    Book.PublicWord said = desk.published();
    if (!later
        && said != null
        && (said.state() != PublicState.LEADER || !said.host().equals(leader))) {
      desk.publish(PublicState.LEADER, leader, desk.epoch);
    }
  }

  private static void reorderAbove(Desk desk, String leader) {
    Succession.claim(
        desk,
        Takeover.reorder(leader, "epoch " + desk.highest + " was made known meanwhile"),
        "it is the leader of the book");
  }

  private static String nonNull(@Nullable String leader) {
    return java.util.Objects.requireNonNull(leader, "a watched service has a leader");
  }
}
