package io.piha.arbiter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Puts an {@link Outlook} together from an open desk, which it leaves as it was. */
final class Outlooks {

  private Outlooks() {}

  static Outlook of(Desk desk) {
    Incident incident = desk.incident();
    Book.FreezeFlag freeze = desk.freezeFlag();
    Optional<Outlook.Plan> next = Plans.next(desk);
    int left =
        desk.policy.maxFailoversPerDay() - Judgement.failoversToday(desk.failovers, desk.now());
    return new Outlook(
        desk.service,
        PhaseWord.of(desk),
        Optional.ofNullable(desk.leader),
        Optional.ofNullable(desk.leader == null ? null : desk.leadsSince),
        Math.max(desk.epoch, desk.highest),
        desk.revision(),
        Optional.ofNullable(freeze)
            .map(f -> new Outlook.Frozen(f.since(), f.until(), f.by(), f.reason())),
        Plans.why(desk),
        chain(desk, next),
        Protection.missing(desk),
        next,
        Plans.queue(desk, next),
        Optional.ofNullable(incident)
            .map(i -> new Outlook.OpenIncident(i.id(), i.since(), i.acked())),
        desk.policy.hosts().stream().map(host -> host(desk, host)).toList(),
        Chores.operation(desk),
        Math.max(0, left),
        desk.failovers.stream().max(Comparator.naturalOrder()),
        new Outlook.Care(
            desk.upkeep(),
            Mirroring.holdNow(desk),
            Suspicions.offered(desk),
            Suspicions.now(desk),
            Suspicions.settlesAt(desk),
            Optional.ofNullable(desk.chore)));
  }

  // --- hosts ---

  private static Outlook.HostOutlook host(Desk desk, HostPolicy host) {
    Vitals vitals = desk.vitals(host.name());
    Optional<String> unfit = Judgement.unfit(desk, host.name());
    return new Outlook.HostOutlook(
        host.name(),
        host.role(),
        hostState(desk, host, vitals),
        Judgement.aliveNow(desk, host.name()),
        vitals,
        host.probes(),
        host.port().map(id -> port(desk, host, id)),
        unfit.isEmpty(),
        unfit.orElse("every probe is up"));
  }

  private static String hostState(Desk desk, HostPolicy host, Vitals vitals) {
    String name = host.name();
    if (vitals.absentAt(desk.now())) {
      return "planned";
    }
    boolean held =
        host.port()
            .map(id -> desk.turn.port(id).hold())
            .map(hold -> hold.provenAt() != null)
            .orElse(false);
    if (held) {
      return "fenced";
    }
    if (desk.phase() instanceof Phase.Readying readying && readying.takeover().to().equals(name)) {
      return "maintenance";
    }
    if (name.equals(desk.leader)) {
      return desk.phase() instanceof Phase.Recovering ? "recovering" : "leader";
    }
    if (desk.out().contains(name)) {
      return "out";
    }
    return Judgement.aliveNow(desk, name) ? "observing" : "unknown";
  }

  private static Outlook.PortOutlook port(Desk desk, HostPolicy host, PortId id) {
    PortDesk port = desk.turn.port(id);
    PortReading reading = port.reading;
    boolean readable = reading != null && port.trouble.isEmpty();
    PortState.Act act = port.act();
    int left =
        desk.turn.policy.guard().maxPerDay()
            - PowerGuard.spentToday(port.ledger(), host.name(), null, desk.now());
    Instant last = null;
    for (PortState.Count each : port.ledger()) {
      last = each.cut() ? last : Judgement.later(last, each.at());
    }
    return new Outlook.PortOutlook(
        id,
        readable && reading != null ? reading.word() : "unknown",
        readable && reading != null ? reading.watts() : OptionalDouble.empty(),
        Optional.ofNullable(port.readAt),
        act != null ? PortWords.doing(act) : port.hold() != null ? "held off" : port.trouble,
        port.hold() != null,
        Math.max(0, left),
        Optional.ofNullable(last),
        Optional.ofNullable(port.proof()).filter(each -> SelfTest.livesThere(port, each.host())));
  }

  // --- the chain a person can check ---

  private static List<Outlook.Link> chain(Desk desk, Optional<Outlook.Plan> next) {
    List<Outlook.Link> chain = new ArrayList<>();
    String leader = subject(desk);
    if (desk.leader != null && desk.phase() instanceof Phase.Steady) {
      chain.add(new Outlook.Link("Leader", desk.leader + ", epoch " + desk.epoch, 0));
    }
    if (leader != null) {
      seen(desk, leader, chain);
    }
    boolean seeing = desk.turn.sighted(desk);
    chain.add(
        new Outlook.Link(
            seeing ? "I can see" : "I cannot see",
            seeing
                ? "broker connected, a witness answers, own loop steady"
                : desk.clearSince() == null
                    ? desk.blindness()
                    : "sight is back; believed after " + Words.span(desk.timing.heartbeatTimeout()),
            seeing ? 0 : 1));
    beside(desk, chain);
    did(desk, chain);
    standby(desk, chain);
    next.ifPresent(plan -> chain.add(new Outlook.Link("Next", plan.why(), 1)));
    return List.copyOf(chain);
  }

  /** Shared infrastructure that does not serve: not a host's death, but evidence. */
  private static void beside(Desk desk, List<Outlook.Link> chain) {
    for (ContainerState each : desk.turn.sight.containers().all().values()) {
      if (each.standing() != ContainerState.Standing.UP) {
        boolean unseen = each.standing() == ContainerState.Standing.UNSEEN;
        chain.add(
            new Outlook.Link(
                "Beside",
                "container " + each.said() + " for " + Words.since(each.since(), desk.now()),
                unseen ? 1 : 2));
      }
    }
  }

  private static @Nullable String subject(Desk desk) {
    if (desk.leader != null) {
      return desk.leader;
    }
    Incident incident = desk.incident();
    return incident == null ? null : incident.leader();
  }

  private static void seen(Desk desk, String host, List<Outlook.Link> chain) {
    Vitals vitals = desk.vitals(host);
    Instant heard = vitals.heard();
    boolean silent =
        heard == null || heard.plus(desk.timing.heartbeatTimeout()).isBefore(desk.now());
    chain.add(
        new Outlook.Link(
            silent ? "Silent" : "Alive",
            (heard == null
                    ? "no heartbeat from " + host + " heard yet"
                    : (silent ? "no heartbeat from " + host + " for " : "last heartbeat ")
                        + Words.since(heard, desk.now())
                        + (silent ? "" : " ago"))
                + (silent ? "; the limit is " + Words.span(desk.timing.heartbeatTimeout()) : ""),
            silent ? 2 : 0));
    if (vitals.roundEnded() != null) {
      boolean up = Judgement.allUp(desk.host(host), vitals);
      chain.add(
          new Outlook.Link(
              up ? "Answers" : "Verified",
              Judgement.probesSaid(desk.host(host), vitals),
              up ? 0 : 2));
    }
  }

  private static void did(Desk desk, List<Outlook.Link> chain) {
    Incident incident = desk.incident();
    if (incident == null || incident.cycle() == null) {
      return;
    }
    String about = Objects.requireNonNullElse(incident.leader(), "the leader");
    chain.add(new Outlook.Link("Reset", cycled(desk, about, incident.cycle()), 1));
  }

  private static String cycled(Desk desk, String about, Incident.SpentCycle cycle) {
    if (cycle.actId().isEmpty()) {
      return "the guard refused the power cycle of " + about;
    }
    if (cycle.confirmedOn() != null) {
      return "power of "
          + about
          + " was cycled, confirmed on "
          + Words.since(cycle.confirmedOn(), desk.now())
          + " ago";
    }
    return isUnderWay(desk, cycle.actId())
        ? "power of " + about + " is being cycled"
        : "the power cycle of " + about + " failed";
  }

  private static boolean isUnderWay(Desk desk, String actId) {
    return desk.policy.hosts().stream()
        .flatMap(each -> each.port().stream())
        .anyMatch(id -> isAt(desk.turn.port(id).act(), actId));
  }

  private static boolean isAt(PortState.@Nullable Act act, String id) {
    return act != null && act.id().equals(id);
  }

  private static void standby(Desk desk, List<Outlook.Link> chain) {
    for (HostPolicy host : desk.policy.hosts()) {
      if (!host.name().equals(desk.leader) && !host.name().equals(subject(desk))) {
        Optional<String> unfit = Judgement.unfit(desk, host.name());
        chain.add(
            new Outlook.Link(
                "Standby",
                host.name()
                    + (unfit.isEmpty()
                        ? " is fit: every probe is up"
                        : " is not fit: " + unfit.get())
                    + (host.role() == Role.STANDBY ? Mirroring.wouldRun(desk) : ""),
                unfit.isEmpty() ? 0 : 1));
      }
    }
  }
}
