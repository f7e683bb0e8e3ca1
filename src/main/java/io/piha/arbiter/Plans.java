package io.piha.arbiter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sentence on top, and what comes next with its time. */
final class Plans {

  private Plans() {}

  // --- the sentence ---

  static String why(Desk desk) {
    String sentence = sentence(desk);
    boolean seeing = desk.turn.sighted(desk);
    if (!seeing && !(desk.phase() instanceof Phase.FirstLook)) {
      return sentence
          + ". Blind: "
          + (desk.clearSince() == null
              ? desk.blindness()
              : "sight is back but not yet for " + Words.span(desk.timing.heartbeatTimeout()))
          + "; nothing automatic is done";
    }
    return sentence;
  }

  private static String sentence(Desk desk) {
    String leader = desk.leader;
    return switch (desk.phase()) {
      case Phase.FirstLook _ ->
          "First look: waiting to see who leads "
              + desk.service
              + (desk.clearSince() == null ? "; " + desk.blindness() : "");
      case Phase.Steady steady -> steady(desk, Objects.requireNonNullElse(leader, "?"), steady);
      case Phase.Suspect suspect -> suspect(desk, Objects.requireNonNull(leader), suspect);
      case Phase.Recovering recovering ->
          recovering(desk, Objects.requireNonNull(leader), recovering);
      case Phase.Deposing p ->
          Depose.whom(p)
              + " was ordered to give up the leadership; "
              + p.takeover().to()
              + " is to lead";
      case Phase.Fencing p ->
          p.takeover().from() + " is being fenced; then " + p.takeover().to() + " is asked to lead";
      case Phase.Readying p ->
          "Maintenance: waiting for " + p.takeover().to() + " to be ready to lead again";
      case Phase.Claiming p ->
          p.takeover().to() + " is about to be asked to lead with epoch " + p.order().epoch();
      case Phase.Ordered p ->
          p.takeover().to()
              + " was asked to lead with epoch "
              + p.order().order().epoch()
              + "; waiting for its acknowledgement";
      case Phase.Leaderless p -> "Nobody leads " + desk.service + ": " + p.why();
    };
  }

  private static String steady(Desk desk, String leader, Phase.Steady phase) {
    Instant heard = desk.vitals(leader).heard();
    String beat =
        heard == null
            ? "no heartbeat heard yet"
            : "last heartbeat " + Words.since(heard, desk.now()) + " ago";
    if (phase.failback() != null) {
      return leader
          + " leads on until "
          + phase.failback().takeover().to()
          + " answers all its probes; "
          + beat;
    }
    if (!desk.contests().isEmpty()) {
      return leader
          + " leads, but "
          + Words.list(desk.contests().keySet().stream().sorted().toList())
          + " claims to lead too and was ordered to demote";
    }
    if (desk.vitals(leader).absentAt(desk.now())) {
      Absence absence = Objects.requireNonNull(desk.vitals(leader).absence());
      return leader
          + " leads and announced a planned "
          + absence.word()
          + "; its silence is believed for now";
    }
    return leader + " leads; " + beat + heldOff(desk);
  }

  /** A failback lights the primary's port; another one's is lit only when somebody asks for it. */
  private static String heldOff(Desk desk) {
    StringBuilder said = new StringBuilder();
    for (HostPolicy host : desk.policy.hosts()) {
      if (host.port().map(id -> desk.turn.port(id).hold() != null).orElse(false)) {
        said.append("; ")
            .append(host.name())
            .append(" is held without power until ")
            .append(host.role() == Role.PRIMARY ? "failback" : "somebody resets it");
      }
    }
    return said.toString();
  }

  private static String suspect(Desk desk, String leader, Phase.Suspect phase) {
    String silent = silence(desk, leader);
    return switch (phase.told()) {
      case NOTHING -> silent + "; its probes are being asked";
      case HOST_ANSWERS -> silent + ", but it answers its probes: nothing is reset or promoted";
      case NO_VERDICT -> silent + ", and no verdict on it is possible from here: nothing is done";
      case MIXED -> silent + " and answers in part; its own watchdog gets time to repair it";
    };
  }

  private static String silence(Desk desk, String leader) {
    Instant heard = desk.vitals(leader).heard();
    return heard == null
        ? leader + " is silent"
        : leader + " has been silent for " + Words.since(heard, desk.now());
  }

  private static String recovering(Desk desk, String leader, Phase.Recovering phase) {
    if (phase.cycling() != null) {
      return silence(desk, leader)
          + "; its power is being cycled, then it gets "
          + Words.span(desk.timing.recoveryWait())
          + " to come back";
    }
    Incident incident = desk.incident();
    boolean cycled =
        incident != null && incident.cycle() != null && incident.cycle().confirmedOn() != null;
    String done = cycled ? "Power was cycled" : "No power cycle was made";
    Instant over = Recovery.waitOver(desk, phase);
    String what = afterWait(desk, leader);
    return leader
        + " is silent. "
        + done
        + "; "
        + what
        + (over == null || !over.isAfter(desk.now())
            ? " now"
            : " in " + Words.since(desk.now(), over))
        + " unless it is heard";
  }

  private static String afterWait(Desk desk, String leader) {
    if (desk.frozen()) {
      return "frozen, so nobody is promoted and a person is called";
    }
    return Judgement.bestFit(desk, leader)
        .map(to -> to + " takes over")
        .orElse("nobody is fit to take over, so a person is called");
  }

  // --- what comes next ---

  static Optional<Outlook.Plan> next(Desk desk) {
    return switch (desk.phase()) {
      case Phase.Suspect p -> suspectNext(desk, p);
      case Phase.Recovering p -> recoveringNext(desk, p);
      case Phase.Deposing p ->
          plan(
              "promote",
              p.takeover().to(),
              p.order().until(),
              p.takeover().to() + " is ordered as soon as " + Depose.whom(p) + " has acknowledged");
      case Phase.Fencing p ->
          plan(
              "promote",
              p.takeover().to(),
              p.since().plus(desk.timing.fenceProof()),
              p.takeover().to()
                  + " is asked to lead (epoch "
                  + (desk.highest + 1)
                  + ") when the port of "
                  + p.takeover().from()
                  + " is proven off");
      case Phase.Readying p ->
          plan(
              "promote",
              p.takeover().to(),
              Objects.requireNonNullElse(p.takeover().deadline(), desk.now()),
              p.takeover().to() + " is ordered to lead as soon as it answers all its probes");
      case Phase.Claiming p ->
          plan(
              "promote",
              p.takeover().to(),
              desk.now(),
              p.takeover().to() + " is ordered to lead with epoch " + p.order().epoch());
      case Phase.Ordered p ->
          plan(
              "await_acknowledgement",
              p.takeover().to(),
              p.order().until(),
              "without an acknowledgement of " + p.takeover().to() + " by then another is tried");
      case Phase.Steady p ->
          p.failback() == null
              ? Optional.empty()
              : plan(
                  "failback",
                  p.failback().takeover().to(),
                  p.failback().until(),
                  "the leadership moves when "
                      + p.failback().takeover().to()
                      + " answers all its probes");
      case Phase.Leaderless p -> leaderlessNext(desk, p);
      case Phase.FirstLook _ ->
          Optional.ofNullable(FirstLook.due(desk))
              .flatMap(at -> plan("first_look", "", at, "who claims to lead is taken as leader"));
    };
  }

  private static Optional<Outlook.Plan> leaderlessNext(Desk desk, Phase.Leaderless phase) {
    Instant due = Leaderless.due(desk, phase);
    String former = phase.former();
    return due == null || former == null || phase.cause() != Phase.Obstacle.NO_FENCE
        ? Optional.empty()
        : plan("verify", former, due, former + " is verified anew when the guard allows a fence");
  }

  private static Optional<Outlook.Plan> suspectNext(Desk desk, Phase.Suspect phase) {
    String leader = Objects.requireNonNull(desk.leader);
    if (phase.mixedSince() != null) {
      return plan(
          "power_cycle",
          leader,
          phase.mixedSince().plus(desk.timing.partialGrace()),
          "if " + leader + " still answers only in part");
    }
    @Nullable Instant due = Watch.suspectDue(desk, phase);
    return due == null ? Optional.empty() : plan("verify", leader, due, leader + " is probed");
  }

  private static Optional<Outlook.Plan> recoveringNext(Desk desk, Phase.Recovering phase) {
    String leader = Objects.requireNonNull(desk.leader);
    Instant over = Recovery.waitOver(desk, phase);
    Optional<String> to = desk.frozen() ? Optional.empty() : Judgement.bestFit(desk, leader);
    if (over == null || to.isEmpty()) {
      return Optional.empty();
    }
    return plan(
        "promote",
        to.get(),
        over,
        "if nothing is heard from "
            + leader
            + ", "
            + to.get()
            + " is asked to lead (epoch "
            + (desk.highest + 1)
            + ")");
  }

  private static Optional<Outlook.Plan> plan(String action, String host, Instant at, String why) {
    return Optional.of(new Outlook.Plan(action, host, at, why));
  }

  static List<Outlook.Plan> queue(Desk desk, Optional<Outlook.Plan> next) {
    List<Outlook.Plan> queue = new ArrayList<>();
    next.ifPresent(queue::add);
    for (Phase.Standing each : desk.demotes()) {
      queue.add(
          new Outlook.Plan("demote", each.order().host(), each.repeatAt(), each.order().reason()));
    }
    Book.FreezeFlag freeze = desk.freezeFlag();
    if (freeze != null && freeze.until().isPresent()) {
      queue.add(
          new Outlook.Plan(
              "thaw", "", freeze.until().get(), "the freeze by " + freeze.by() + " ends"));
    }
    for (HostPolicy host : desk.policy.hosts()) {
      host.port()
          .map(desk.turn::port)
          .ifPresent(
              port -> {
                PortState.Act act = port.act();
                if (act != null) {
                  queue.add(
                      new Outlook.Plan(
                          act.doing() == PortState.Doing.RESTORE ? "power_on" : "power",
                          host.name(),
                          act.stepAt(),
                          "port " + port.id + ": " + PortWords.doing(act)));
                }
              });
    }
    return List.copyOf(queue);
  }
}
