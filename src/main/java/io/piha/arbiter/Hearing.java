package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a service hears, and what each thing heard means where the service stands. */
final class Hearing {

  /** What arrives this soon after a stall was queued before it, and proves no life. */
  private static final Duration STALE = Duration.ofSeconds(1);

  private Hearing() {}

  static void ofService(Desk desk, Signal.OfService signal) {
    switch (signal) {
      case Signal.Heartbeat s -> heartbeat(desk, s);
      case Signal.Announcement s -> announcement(desk, s);
      case Signal.ForeignOrder s -> {
        if (desk.knows(s.order().host())) {
          Claims.foreignOrder(desk, s);
        } else {
          desk.countUnknown("order for " + s.order().host());
        }
      }
      case Signal.FreezeSeen s -> freezeSeen(desk, s);
      case Signal.FreezeEmptied _ -> desk.republishFreeze();
      case Signal.Unreadable s -> desk.countUnknown("unreadable on " + s.topic());
      case Signal.ProbeRound s -> probed(desk, s);
      case Signal.StatePublished s -> {
        if (desk.phase() instanceof Phase.Claiming claiming) {
          Succession.published(desk, claiming, s);
        }
      }
      case Signal.OrderSent _ -> {}
      case Signal.OrderWithheld s -> {
        if (desk.phase() instanceof Phase.Ordered ordered
            && ordered.order().order().id().equals(s.orderId())) {
          Withheld.askAnew(desk, ordered, s.why());
        }
      }
      case Signal.OrderWaits s -> {
        if (desk.phase() instanceof Phase.Claiming claiming
            && claiming.order().id().equals(s.orderId())) {
          Succession.known(desk, claiming);
        }
      }
      case Signal.Asked s -> Requests.handle(desk, s.request());
      case Signal.RequestRefused s -> {
        desk.noteBy(
            s.by(),
            Kind.REQUEST_REFUSED,
            Severity.WARNING,
            null,
            s.why(),
            Map.of("request", s.requestId()));
      }
      case Signal.MirrorSeen s -> Mirroring.seen(desk, s);
      case Signal.CommitReleased s -> Mirroring.released(desk, s);
      case Signal.FreezeFound s -> Mirroring.freezeFound(desk, s);
      case Signal.SnapshotsSeen s -> desk.upkeep(desk.upkeep().with(s.host(), s.staged()));
      case Signal.SnapshotDue s -> Chores.due(desk, s.host());
      case Signal.ChoreProgress s -> Chores.progress(desk, s);
      case Signal.ChoreEnded s -> Chores.ended(desk, s);
      case Signal.RuleBroken s -> desk.stop(s.rule(), s.why());
      case Signal.Due _ -> {}
    }
  }

  // --- hosts' own words ---

  private static void heartbeat(Desk desk, Signal.Heartbeat beat) {
    String host = beat.host();
    if (!desk.knows(host)) {
      desk.countUnknown("heartbeat of " + host);
      return;
    }
    Vitals before = desk.vitals(host);
    if (stale(desk, beat.arrivedAt())) {
      if (beat.planned().isPresent()) {
        planned(desk, host, before, beat.planned().get());
      }
      return;
    }
    @Nullable HostClaim claim = beat.claim().orElse(null);
    long epoch = Epochs.sensible(desk, host, beat.epoch()).orElse(-1);
    desk.change(host, v -> v.beat(beat.arrivedAt(), claim, epoch));
    if (beat.planned().isPresent()) {
      planned(desk, host, before, beat.planned().get());
    } else {
      desk.absence(host, null);
    }
    refute(desk, host, Sign.HEARTBEAT);
    sayings(desk, host, claim, epoch, beat.arrivedAt(), Sign.HEARTBEAT);
  }

  /** It is told once, though every heartbeat may say it, and lasts from the last of them. */
  private static void planned(Desk desk, String host, Vitals before, Absence absence) {
    Instant until = desk.now().plus(desk.timing.planned(absence));
    boolean fresh = before.absence() != absence || !before.absentAt(desk.now());
    desk.change(host, v -> v.announced(absence, until));
    desk.absence(host, new Book.Leave(absence, until));
    if (fresh) {
      desk.note(
          Kind.PLANNED_ABSENCE,
          Severity.INFO,
          host,
          host
              + " announced a planned "
              + absence.word()
              + "; its silence is not acted on for "
              + Words.span(desk.timing.planned(absence)));
    }
  }

  private static boolean stale(Desk desk, Instant arrivedAt) {
    Instant stall = desk.turn.sight.lastStall();
    return stall != null && arrivedAt.isBefore(stall.plus(STALE));
  }

  private static void announcement(Desk desk, Signal.Announcement said) {
    if (said.replayed()) {
      retained(desk, said);
      return;
    }
    if (said.host().isEmpty() || !desk.knows(said.host())) {
      desk.countUnknown("announcement of " + said.host());
      if (said.state().isPresent()) {
        // Hosts have seen that epoch, and obey none below it (S1).
        desk.seen(Epochs.sensible(desk, said.host(), said.epoch()).orElse(-1));
        desk.republish();
      }
      return;
    }
    String host = said.host();
    long epoch = Epochs.sensible(desk, host, said.epoch()).orElse(-1);
    // What waited in a queue proves nothing, but it has overwritten what is retained all the same.
    if (!stale(desk, said.arrivedAt())) {
      if (said.claim() == HostClaim.LEADER) {
        desk.change(host, v -> v.beat(said.arrivedAt(), HostClaim.LEADER, epoch));
        desk.absence(host, null);
        refute(desk, host, Sign.ANNOUNCEMENT);
        sayings(desk, host, HostClaim.LEADER, epoch, said.arrivedAt(), Sign.ANNOUNCEMENT);
      } else {
        // It may be the host's last will, which proves no life.
        Claims.passive(desk, host, epoch);
      }
    }
    // A host's word has overwritten the retained state: the truth is said again.
    Book.PublicWord word = desk.published();
    boolean agrees =
        word != null
            && said.state().isPresent()
            && word.state() == said.state().get()
            && word.host().equals(host)
            && (said.epoch().isEmpty() || epoch == word.epoch());
    if (word != null && !agrees) {
      desk.republish();
    }
  }

  private static void retained(Desk desk, Signal.Announcement said) {
    long epoch = Epochs.sensible(desk, said.host(), said.epoch()).orElse(-1);
    if (said.state().isEmpty()) {
      return;
    }
    boolean named = !said.host().isEmpty() && desk.knows(said.host());
    boolean emptyBook = desk.phase() instanceof Phase.FirstLook;
    boolean older = epoch > desk.highest;
    if (said.state().get() == PublicState.NONE || !named) {
      if (older) {
        desk.highest = epoch;
        desk.touch();
      }
      return;
    }
    if (emptyBook || (older && quiet(desk))) {
      FirstLook.adopt(desk, said.state().get(), said.host(), Math.max(epoch, 0));
    } else if (older) {
      desk.highest = epoch;
      desk.touch();
    }
  }

  /** Nothing is under way that an adopted leader would disturb. */
  private static boolean quiet(Desk desk) {
    return switch (desk.phase()) {
      case Phase.Steady steady -> steady.failback() == null;
      case Phase.FirstLook _, Phase.Leaderless _ -> true;
      case Phase.Suspect _,
          Phase.Recovering _,
          Phase.Deposing _,
          Phase.Fencing _,
          Phase.Readying _,
          Phase.Claiming _,
          Phase.Ordered _ ->
          false;
    };
  }

  /** A fresh word of a known host, be it a heartbeat or an announcement. */
  private static void sayings(
      Desk desk, String host, @Nullable HostClaim claim, long epoch, Instant at, Sign sign) {
    lives(desk, host, claim, at, sign);
    if (claim == HostClaim.LEADER) {
      Claims.leads(desk, host, epoch, sign);
    } else if (claim == HostClaim.PASSIVE) {
      Claims.passive(desk, host, epoch);
    }
  }

  /** What a sign of life of that host means where the service stands (S12). */
  private static void lives(
      Desk desk, String host, @Nullable HostClaim claim, Instant at, Sign sign) {
    switch (desk.phase()) {
      case Phase.Suspect _ -> {
        if (host.equals(desk.leader)) {
          Watch.back(desk, host, sign.of(host) + "; " + host + " leads on");
        }
      }
      case Phase.Recovering p -> {
        if (host.equals(desk.leader) && !at.isBefore(p.heartbeatsFrom())) {
          Watch.back(desk, host, sign.of(host) + " during the recovery; " + host + " leads on");
        }
      }
      case Phase.Fencing p -> {
        if (host.equals(Succession.silent(desk, p.takeover()))) {
          Succession.leaderLives(desk, p.takeover(), host, sign.of(host));
        }
      }
      case Phase.Claiming p -> {
        if (host.equals(Succession.silent(desk, p.takeover())) && !host.equals(p.takeover().to())) {
          Succession.leaderLives(desk, p.takeover(), host, sign.of(host));
        }
      }
      case Phase.Ordered p -> {
        boolean former = host.equals(p.takeover().from()) && !host.equals(p.takeover().to());
        if (former && claim != HostClaim.PASSIVE) {
          desk.demote(host, host + " is alive after " + p.takeover().to() + " was ordered to lead");
        }
      }
      case Phase.Leaderless p -> {
        if (host.equals(p.former()) && !desk.failedNow(host)) {
          Leaderless.comeBack(desk, host, sign.of(host));
        }
      }
      case Phase.FirstLook _, Phase.Steady _, Phase.Deposing _, Phase.Readying _ -> {}
    }
  }

  private static void refute(Desk desk, String host, Sign sign) {
    desk.host(host)
        .port()
        .map(desk.turn::port)
        .ifPresent(port -> PowerActs.refute(port, sign.against(host)));
  }

  // --- the freeze topic ---

  private static void freezeSeen(Desk desk, Signal.FreezeSeen seen) {
    if (seen.ours() && desk.publishedFreeze != null) {
      return;
    }
    boolean published = Objects.requireNonNullElse(desk.publishedFreeze, desk.frozen());
    if (seen.frozen() == published) {
      return;
    }
    // Said by us from now on, and retained, however the other said it.
    String by = "topic";
    if (seen.frozen()) {
      desk.freeze(
          Book.FreezeFlag.of(
              desk.now(), java.util.Optional.empty(), by, "set on the freeze topic"));
      desk.noteBy(by, Kind.FROZEN, Severity.WARNING, null, "frozen on the freeze topic", Map.of());
    } else {
      desk.freeze(null);
      desk.noteBy(by, Kind.THAWED, Severity.INFO, null, "thawed on the freeze topic", Map.of());
    }
  }

  // --- probes ---

  private static void probed(Desk desk, Signal.ProbeRound round) {
    String host = round.host();
    if (!desk.knows(host)) {
      return;
    }
    Vitals before = desk.vitals(host);
    if (before.roundStarted() != null && round.startedAt().isBefore(before.roundStarted())) {
      return;
    }
    HostPolicy policy = desk.host(host);
    boolean allUp =
        policy.probes().stream()
            .allMatch(
                each ->
                    round.results().get(each) != null
                        && round.results().get(each).verdict() == Verdict.UP);
    desk.change(host, v -> v.probed(round, allUp));
    noteChanges(desk, policy, before, round);
    for (String each : policy.probes()) {
      ProbeResult result = round.results().get(each);
      if (result != null && result.verdict() == Verdict.UP) {
        provesLife(desk, host, each, round.startedAt());
      }
    }
    switch (desk.phase()) {
      case Phase.Suspect p -> {
        if (host.equals(desk.leader)) {
          Watch.verdict(desk, p, round);
        }
      }
      case Phase.Fencing p -> livesByProbes(desk, p.takeover(), host, allUp, round);
      case Phase.Claiming p -> livesByProbes(desk, p.takeover(), host, allUp, round);
      case Phase.FirstLook _,
          Phase.Steady _,
          Phase.Recovering _,
          Phase.Deposing _,
          Phase.Readying _,
          Phase.Ordered _,
          Phase.Leaderless _ -> {}
    }
  }

  private static void livesByProbes(
      Desk desk, Takeover takeover, String host, boolean allUp, Signal.ProbeRound round) {
    Incident incident = desk.incident();
    if (allUp
        && host.equals(Succession.silent(desk, takeover))
        && !host.equals(takeover.to())
        && incident != null
        && !round.startedAt().isBefore(incident.since())) {
      Succession.leaderLives(desk, takeover, host, host + " answers all its probes");
    }
  }

  /** An answer that began after the port was proven off refutes the proof. */
  private static void provesLife(Desk desk, String host, String probe, Instant startedAt) {
    desk.host(host)
        .port()
        .map(desk.turn::port)
        .ifPresent(
            port -> {
              PortState.Hold hold = port.hold();
              PortState.Act act = port.act();
              boolean proven =
                  hold != null && hold.provenAt() != null && startedAt.isAfter(hold.provenAt());
              boolean proving =
                  act != null
                      && act.doing() == PortState.Doing.HOLD
                      && act.offSince() != null
                      && startedAt.isAfter(act.offSince());
              if (proven || proving) {
                PowerActs.refute(port, "probe " + probe + " of " + host + " answers");
              }
            });
  }

  private static void noteChanges(
      Desk desk, HostPolicy policy, Vitals before, Signal.ProbeRound round) {
    for (String probe : policy.probes()) {
      ProbeResult was = before.results().get(probe);
      ProbeResult is = round.results().get(probe);
      if (is == null) {
        continue;
      }
      boolean wasUp = was == null || was.verdict() == Verdict.UP;
      boolean isUp = is.verdict() == Verdict.UP;
      if (was == null || was.verdict() != is.verdict()) {
        desk.planChanged();
      }
      if (wasUp && !isUp) {
        desk.note(
            Kind.PROBE_FAILED,
            is.verdict() == Verdict.DOWN ? Severity.WARNING : Severity.INFO,
            policy.name(),
            "probe " + probe + " of " + policy.name() + ": " + is.detail(),
            Map.of("probe", probe, "verdict", is.verdict().word()));
      } else if (was != null && !wasUp && isUp) {
        desk.note(
            Kind.PROBE_RECOVERED,
            Severity.INFO,
            policy.name(),
            "probe " + probe + " of " + policy.name() + ": " + is.detail(),
            Map.of("probe", probe));
      }
    }
  }
}
