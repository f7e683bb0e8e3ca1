package io.piha.rules;

import io.piha.arbiter.Absence;
import io.piha.arbiter.HostClaim;
import io.piha.arbiter.HostPolicy;
import io.piha.arbiter.PortId;
import io.piha.arbiter.PortReading;
import io.piha.arbiter.PortState;
import io.piha.arbiter.ProbeResult;
import io.piha.arbiter.ServicePolicy;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.Signal;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.State;
import io.piha.arbiter.Verdict;
import io.piha.arbiter.Vitals;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was heard and seen, kept apart from what the arbiter makes of it. */
final class Evidence {

  /** After a stall what waited in queues is not fresh. */
  private static final Duration STALE = Duration.ofSeconds(1);

  static final int PROOF_READINGS = 3;

  /** Names a host of a service. */
  record Who(String service, String host) {}

  /** Its signs of life. */
  private record Life(
      @Nullable Instant beat, @Nullable Instant allUp, @Nullable Instant allUpStarted) {}

  /** A port's unbroken run of off readings. */
  record Dark(Instant since, int readings, Instant newest) {}

  private final Map<Who, Instant> beats = new HashMap<>();
  private final Map<Who, Instant> allUp = new HashMap<>();
  private final Map<Who, Instant> allUpStarted = new HashMap<>();
  private final Map<Who, Instant> roundStarts = new HashMap<>();
  private final Map<Who, Map<String, ProbeResult>> results = new HashMap<>();
  private final Map<Who, Instant> roundEnds = new HashMap<>();
  private final Map<Who, Instant> absences = new HashMap<>();
  private final Set<Who> unwrittenAbsences = new HashSet<>();
  private final Map<Who, Life> written = new HashMap<>();
  private final Map<PortId, Dark> dark = new HashMap<>();
  private Duration ahead = Duration.ZERO;
  private boolean started;
  private Instant startedAt = Instant.MIN;
  private boolean broker;
  private boolean witness;
  private Instant unsighted = Instant.MIN;
  private Instant stalled = Instant.MIN;
  private Instant graceUntil = Instant.MIN;

  /** By how much our clock is ahead of the one that signals carry the times of. */
  void ahead(Duration by) {
    ahead = by;
  }

  /** What an earlier run wrote down of it. */
  void resume(State state) {
    graceUntil = state.bootGrace();
    for (ServiceState each : state.services()) {
      each.book()
          .absences()
          .forEach(
              (host, leave) -> absences.put(new Who(each.policy().service(), host), leave.until()));
    }
    state
        .ports()
        .forEach(
            (id, port) -> {
              PortState.Hold hold = port.book().hold();
              if (hold != null && hold.provenAt() != null) {
                dark.put(id, new Dark(hold.since(), PROOF_READINGS, hold.provenAt()));
              }
            });
  }

  /** What a running engine has heard and seen. */
  void adopt(State state) {
    started = true;
    startedAt = state.startedAt();
    broker = state.sight().broker();
    witness = state.sight().witnesses().containsValue("");
    Instant clear = state.sight().clearSince();
    unsighted = clear == null ? state.sight().lastBlind() : clear;
    for (ServiceState service : state.services()) {
      for (HostPolicy host : service.policy().hosts()) {
        adopt(new Who(service.policy().service(), host.name()), service.vitals(host.name()));
      }
    }
  }

  private void adopt(Who who, Vitals vitals) {
    put(beats, who, vitals.heard());
    put(allUp, who, vitals.allUp());
    put(allUpStarted, who, vitals.allUpStarted());
    put(roundStarts, who, vitals.roundStarted());
    put(roundEnds, who, vitals.roundEnded());
    results.put(who, vitals.results());
  }

  private static void put(Map<Who, Instant> times, Who who, @Nullable Instant at) {
    if (at != null) {
      times.put(who, at);
    }
  }

  /** A decision that must be written down is made on what is heard next. */
  void answering(Signal signal) {
    switch (signal) {
      case Signal.Heartbeat s -> keep(new Who(s.service(), s.host()));
      case Signal.Announcement s -> keep(new Who(s.service(), s.host()));
      case Signal.ProbeRound s -> keep(new Who(s.service(), s.host()));
      default -> {}
    }
  }

  private void keep(Who who) {
    written.putIfAbsent(who, new Life(beats.get(who), allUp.get(who), allUpStarted.get(who)));
  }

  void hear(Signal signal, State before, Instant now) {
    SitePolicy policy = before.policy();
    switch (signal) {
      case Signal.Heartbeat s ->
          beat(
              new Who(s.service(), s.host()),
              s.planned().orElse(null),
              before,
              s.arrivedAt().plus(ahead),
              now);
      case Signal.Announcement s -> {
        // Its last will says otherwise, and what is retained is old.
        if (!s.replayed() && s.claim() == HostClaim.LEADER) {
          beat(new Who(s.service(), s.host()), null, before, s.arrivedAt().plus(ahead), now);
        }
      }
      case Signal.ProbeRound s -> probed(s);
      case Signal.PortRead s -> s.reading().ifPresent(reading -> read(s.port(), reading, now));
      case Signal.BrokerConnected _, Signal.BrokerLost _ -> broker = false;
      case Signal.RoundTrip _ -> broker = true;
      case Signal.WitnessRound s -> witness = s.answers().containsValue("");
      case Signal.Stalled _ -> {
        unsighted = now;
        stalled = now;
      }
      case Signal.Started s -> {
        started = true;
        startedAt = now;
        broker = false;
        witness = false;
        if (s.machineRestarted()) {
          graceUntil = now.plus(grace(policy));
        }
      }
      case Signal.ForeignOrder _,
          Signal.FreezeSeen _,
          Signal.FreezeEmptied _,
          Signal.Unreadable _,
          Signal.StatePublished _,
          Signal.OrderSent _,
          Signal.OrderWithheld _,
          Signal.OrderWaits _,
          Signal.Asked _,
          Signal.RequestRefused _,
          Signal.MirrorSeen _,
          Signal.CommitReleased _,
          Signal.FreezeFound _,
          Signal.SnapshotsSeen _,
          Signal.SnapshotDue _,
          Signal.ChoreProgress _,
          Signal.ChoreEnded _,
          Signal.RuleBroken _,
          Signal.Due _,
          Signal.HostLearned _,
          Signal.ContainersSeen _,
          Signal.PortSet _,
          Signal.PortDue _,
          Signal.SwitchUptime _,
          Signal.SightDue _,
          Signal.Reconfigured _ -> {}
    }
    if (!started || !broker || !witness) {
      unsighted = now;
    }
  }

  private static Duration grace(SitePolicy policy) {
    Duration grace = Duration.ZERO;
    for (ServicePolicy each : policy.services()) {
      Duration one = each.timing().partialGrace();
      grace = one.compareTo(grace) > 0 ? one : grace;
    }
    return grace;
  }

  private void beat(Who who, @Nullable Absence planned, State state, Instant arrived, Instant now) {
    Integer place = state.index().get(who.service());
    ServicePolicy policy = place == null ? null : state.services().get(place).policy();
    HostPolicy known = policy == null ? null : policy.host(who.host()).orElse(null);
    if (policy == null || known == null) {
      return;
    }
    if (!stalled.equals(Instant.MIN) && arrived.isBefore(stalled.plus(STALE))) {
      return;
    }
    beats.put(who, arrived);
    if (planned == null) {
      absences.remove(who);
    } else {
      absences.put(who, now.plus(policy.timing().planned(planned)));
      unwrittenAbsences.add(who);
    }
    // Refutes that its power is off.
    known.port().ifPresent(dark::remove);
  }

  private void probed(Signal.ProbeRound round) {
    Who who = new Who(round.service(), round.host());
    Instant began = round.startedAt().plus(ahead);
    Instant ended = round.endedAt().plus(ahead);
    Instant last = roundStarts.get(who);
    if (last != null && began.isBefore(last)) {
      return;
    }
    roundStarts.put(who, began);
    results.put(who, round.results());
    roundEnds.put(who, ended);
    if (isAllUp(round.results())) {
      allUp.put(who, ended);
      allUpStarted.put(who, began);
    }
  }

  private void read(PortId port, PortReading reading, Instant now) {
    if (!reading.isOff()) {
      dark.remove(port);
      return;
    }
    Dark was = dark.get(port);
    dark.put(
        port, was == null ? new Dark(now, 1, now) : new Dark(was.since(), was.readings() + 1, now));
  }

  static boolean isAllUp(Map<String, ProbeResult> results) {
    return !results.isEmpty()
        && results.values().stream().allMatch(each -> each.verdict() == Verdict.UP);
  }

  void written() {
    unwrittenAbsences.clear();
    written.clear();
  }

  /**
   * What was heard and never written is forgotten with the process: an announcement, and a sign of
   * life that was answered in words. It is as if it had come a moment later, with nobody there.
   */
  void died() {
    unwrittenAbsences.forEach(absences::remove);
    unwrittenAbsences.clear();
    written.forEach(
        (who, life) -> {
          back(beats, who, life.beat());
          back(allUp, who, life.allUp());
          back(allUpStarted, who, life.allUpStarted());
        });
    written.clear();
  }

  private static void back(Map<Who, Instant> times, Who who, @Nullable Instant at) {
    times.remove(who);
    put(times, who, at);
  }

  // --- what may be asked ---

  boolean sightedFor(Duration window, Instant now) {
    return started && !unsighted.equals(Instant.MIN) && !unsighted.plus(window).isAfter(now);
  }

  /** When sight was last missing. */
  Instant lastBlind() {
    return unsighted;
  }

  /**
   * The machine has just started, perhaps with the whole house, and the host was not heard since.
   */
  boolean inGrace(String service, String host, Instant now) {
    Instant beat = beats.get(new Who(service, host));
    return now.isBefore(graceUntil) && (beat == null || beat.isBefore(startedAt));
  }

  @Nullable Instant beat(String service, String host) {
    return beats.get(new Who(service, host));
  }

  /**
   * Its last evidence of life: a heartbeat, or every probe up once the silence was noticed.
   *
   * @param notice after so much silence it is noticed
   */
  Instant life(String service, String host, Duration notice) {
    Instant beat = beats.getOrDefault(new Who(service, host), Instant.MIN);
    Instant up = allUp.getOrDefault(new Who(service, host), Instant.MIN);
    Instant quiet = beat.isAfter(unsighted) ? beat : unsighted;
    boolean noticed = quiet.equals(Instant.MIN) || !up.isBefore(quiet.plus(notice));
    return noticed && up.isAfter(beat) ? up : beat;
  }

  /** The last sign of life that began: a heartbeat, or the start of a round with every probe up. */
  Instant lifeBegan(String service, String host) {
    Instant beat = beats.getOrDefault(new Who(service, host), Instant.MIN);
    Instant up = allUpStarted.getOrDefault(new Who(service, host), Instant.MIN);
    return up.isAfter(beat) ? up : beat;
  }

  Map<String, ProbeResult> results(String service, String host) {
    return results.getOrDefault(new Who(service, host), Map.of());
  }

  @Nullable Instant roundEnd(String service, String host) {
    return roundEnds.get(new Who(service, host));
  }

  boolean isAbsent(String service, String host, Instant now) {
    Instant until = absences.get(new Who(service, host));
    return until != null && now.isBefore(until);
  }

  @Nullable Dark dark(PortId port) {
    return dark.get(port);
  }

  /**
   * Quiet time that was not lived through: what each of its periods brings is as fresh as before.
   */
  void skip(Instant since, Duration span) {
    beats.replaceAll((_, at) -> moved(at, since, span));
    allUp.replaceAll((_, at) -> moved(at, since, span));
    allUpStarted.replaceAll((_, at) -> moved(at, since, span));
    roundStarts.replaceAll((_, at) -> moved(at, since, span));
    roundEnds.replaceAll((_, at) -> moved(at, since, span));
    dark.replaceAll((_, d) -> new Dark(d.since(), d.readings(), moved(d.newest(), since, span)));
  }

  private static Instant moved(Instant at, Instant since, Duration span) {
    return at.isAfter(since) ? at.plus(span) : at;
  }
}
