package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The shared questions, each answered with its reason: is it alive, since when does its silence
 * count, who is fit, may a promote order leave now. The sentence an operator reads is the very
 * value that was decided on.
 */
final class Judgement {

  private Judgement() {}

  /** Whether a promote order may leave now. */
  sealed interface Gate {
    /** It may. */
    record Open() implements Gate {}

    /** It may not, by which rule, and what stands in the way. */
    record Shut(Phase.@Nullable Obstacle obstacle, boolean leaderAlive, String why)
        implements Gate {}

    /** A fresh probe or reading is needed; it was asked for. */
    record Waiting(String why) implements Gate {}
  }

  // --- life ---

  /**
   * The last evidence of life: a live heartbeat, or every probe up in an incident about its
   * silence, or while no heartbeat of it was fresh.
   */
  static @Nullable Instant life(Desk desk, String host) {
    Vitals vitals = desk.vitals(host);
    Instant heard = vitals.heard();
    Instant life = heard;
    Incident open = desk.incident();
    Incident about = open != null && Objects.equals(open.leader(), host) ? open : null;
    if (about != null) {
      life = later(life, about.lastLife());
    }
    Instant up = vitals.allUp();
    Instant started = vitals.allUpStarted();
    if (up != null && started != null) {
      boolean unheard = heard == null || !up.isBefore(heard.plus(desk.timing.heartbeatTimeout()));
      if (unheard || (about != null && !started.isBefore(about.since()))) {
        life = later(life, up);
      }
    }
    return life;
  }

  /** Heard within its time-out. */
  static boolean heardNow(Desk desk, String host) {
    Instant heard = desk.vitals(host).heard();
    return heard != null && heard.plus(desk.timing.heartbeatTimeout()).isAfter(desk.now());
  }

  /** Heard within its time-out, or all probes up lately. */
  static boolean aliveNow(Desk desk, String host) {
    return heardNow(desk, host) || allUpNow(desk.vitals(host), desk.timing, desk.now());
  }

  static boolean allUpNow(Vitals vitals, Timing timing, Instant now) {
    return vitals.allUp() != null
        && vitals.allUp().equals(vitals.roundEnded())
        && !vitals
            .allUp()
            .plus(timing.probeEvery())
            .plus(timing.probeTimeout())
            .plusSeconds(1)
            .isBefore(now);
  }

  /**
   * From when the host's silence counts: its last heartbeat, but never earlier than our own sight,
   * the end of a boot it is given time for, or of an absence it announced. Null when blind.
   */
  static @Nullable Instant silentFrom(Desk desk, String host) {
    Instant from = desk.clearSince();
    if (from == null) {
      return null;
    }
    Vitals vitals = desk.vitals(host);
    Instant heard = vitals.heard();
    from = atLeast(from, heard);
    return atLeast(from, bootedBy(desk, host, heard));
  }

  /**
   * Until when a host that has shown no life since may still be booting, because it, the switch, or
   * the whole house has had its power back (S19).
   */
  static Instant bootedBy(Desk desk, String host, @Nullable Instant life) {
    Instant by = Instant.MIN;
    Instant booted = lastBoot(desk, host);
    if (booted != null && (life == null || life.isBefore(booted))) {
      by = booted.plus(desk.timing.recoveryWait());
    }
    if (life == null || life.isBefore(desk.turn.startedAt)) {
      by = atLeast(by, desk.turn.bootGrace);
    }
    return by;
  }

  /** When the host last got power, as far as the guard or the switch's own counter can tell. */
  private static @Nullable Instant lastBoot(Desk desk, String host) {
    Instant boot = desk.boots().get(host);
    Optional<PortId> port = desk.host(host).port();
    return port.isPresent() ? later(boot, desk.turn.switchBoots.get(port.get().device())) : boot;
  }

  private static Instant atLeast(Instant from, @Nullable Instant other) {
    return other != null && other.isAfter(from) ? other : from;
  }

  static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null) {
      return other;
    }
    return other != null && other.isAfter(one) ? other : one;
  }

  // --- candidates ---

  /** Why the host is not fit to lead now; empty when it is. */
  static Optional<String> unfit(Desk desk, String host) {
    Vitals vitals = desk.vitals(host);
    Instant now = desk.now();
    HostPolicy policy = desk.host(host);
    Incident incident = desk.incident();
    if (policy.port().isPresent() && desk.turn.port(policy.port().get()).hold() != null) {
      return Optional.of("its port is held off");
    }
    if (vitals.absentAt(now)) {
      return Optional.of("it announced an absence");
    }
    Optional<String> rebuilt = Chores.rebuilding(desk, host);
    if (rebuilt.isPresent()) {
      return rebuilt;
    }
    if (incident != null && incident.failed().contains(host)) {
      return Optional.of("it did not acknowledge an order in this incident");
    }
    return probesUnfit(policy, desk.timing, vitals, now);
  }

  static Optional<String> probesUnfit(
      HostPolicy policy, Timing timing, Vitals vitals, Instant now) {
    if (vitals.roundEnded() == null) {
      return Optional.of("not probed yet");
    }
    List<String> bad = new ArrayList<>();
    for (String probe : policy.probes()) {
      ProbeResult result = vitals.results().get(probe);
      if (result == null || result.verdict() != Verdict.UP) {
        bad.add(probe + " " + (result == null ? "unknown" : result.detail()));
      }
    }
    if (!bad.isEmpty()) {
      return Optional.of(Words.list(bad));
    }
    if (stale(timing, vitals.roundEnded(), now)) {
      return Optional.of("last probed " + Words.since(vitals.roundEnded(), now) + " ago");
    }
    return Optional.empty();
  }

  private static boolean stale(Timing timing, Instant ended, Instant now) {
    return freshUntil(timing, ended).isBefore(now);
  }

  /** Until when a round of probes that ended then says something. */
  static Instant freshUntil(Timing timing, Instant ended) {
    return ended.plus(timing.probeEvery()).plus(timing.probeTimeout());
  }

  /**
   * Whether some other host's probes are being asked at this moment, so that it may turn out fit.
   */
  static boolean beingAsked(Desk desk, @Nullable String except) {
    for (HostPolicy each : desk.policy.hosts()) {
      Instant asked = desk.vitals(each.name()).asked();
      if (!each.name().equals(except)
          && asked != null
          && asked.plus(desk.timing.probeTimeout()).plusSeconds(2).isAfter(desk.now())) {
        return true;
      }
    }
    return false;
  }

  /** The best fit host but {@code except}: the primary first, then the order of the file. */
  static Optional<String> bestFit(Desk desk, @Nullable String except) {
    String best = null;
    for (HostPolicy each : desk.policy.hosts()) {
      if (!each.name().equals(except) && unfit(desk, each.name()).isEmpty()) {
        if (each.role() == Role.PRIMARY) {
          return Optional.of(each.name());
        }
        best = best == null ? each.name() : best;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Why nobody but {@code except} is fit, host by host. */
  static String whyNoneFit(Desk desk, @Nullable String except) {
    List<String> each = new ArrayList<>();
    for (HostPolicy host : desk.policy.hosts()) {
      if (!host.name().equals(except)) {
        each.add(host.name() + ": " + unfit(desk, host.name()).orElse("fit"));
      }
    }
    return each.isEmpty() ? "there is no other host" : String.join("; ", each);
  }

  // --- may a promote order leave ---

  /**
   * All that S2, S5, S6, S7, S22 and S24 ask of an automatic promotion; what is missing and can be
   * had is asked for.
   *
   * @param silent whose silence made it necessary
   */
  static Gate automaticGate(Desk desk, String to, @Nullable String silent, boolean counted) {
    Instant now = desk.now();
    Timing timing = desk.timing;
    if (!desk.turn.sighted(desk)) {
      return new Gate.Waiting("blind: " + desk.blindness() + " (S5)");
    }
    if (desk.frozen()) {
      return new Gate.Shut(
          Phase.Obstacle.FROZEN, false, "frozen: nothing is promoted by itself (S6)");
    }
    if (!counted && failoversToday(desk.failovers, now) >= desk.policy.maxFailoversPerDay()) {
      return new Gate.Shut(
          Phase.Obstacle.BUDGET,
          false,
          "already "
              + failoversToday(desk.failovers, now)
              + " automatic promotions in 24 h without an acknowledgement; acknowledge to allow"
              + " the next (S24)");
    }
    if (silent != null && !silent.equals(to)) {
      Vitals vitals = desk.vitals(silent);
      if (vitals.absentAt(now)) {
        return new Gate.Shut(null, false, silent + " announced an absence (S22)");
      }
      // What an earlier run saw of it and did not write down is not known: it may have lived then.
      Instant known = life(desk, silent);
      Instant life = known == null ? desk.turn.startedAt : known;
      Duration quiet = timing.heartbeatTimeout().plus(timing.recoveryWait());
      if (life.plus(quiet).isAfter(now)) {
        boolean back = known != null && life.plus(timing.heartbeatTimeout()).isAfter(now);
        return back
            ? new Gate.Shut(
                null, true, silent + " gave a sign of life " + Words.since(life, now) + " ago (S2)")
            : new Gate.Waiting(
                silent
                    + (known == null ? " is watched for " : " was alive ")
                    + Words.since(life, now)
                    + (known == null ? " only (S2)" : " ago (S2)"));
      }
      if (bootedBy(desk, silent, vitals.heard()).isAfter(now) && !Vacancy.held(desk, silent)) {
        return new Gate.Waiting(silent + " may still be booting (S19)");
      }
      Instant ended = vitals.roundEnded();
      Duration fresh = timing.probeTimeout().plusSeconds(1);
      if (ended == null || ended.plus(fresh).isBefore(now)) {
        desk.probe(silent);
        return new Gate.Waiting("probing " + silent + " once more (S2)");
      }
      if (!anyDown(vitals)) {
        return new Gate.Shut(
            null, allUp(desk.host(silent), vitals), "no probe of " + silent + " is down (S2)");
      }
    }
    Optional<String> other = mayLead(desk, to);
    if (other.isPresent()) {
      return new Gate.Shut(
          Phase.Obstacle.NOT_ACKNOWLEDGED,
          false,
          other.get()
              + " was ordered to lead and lives, and has not said that it does not lead; nobody is"
              + " promoted beside it (S2)");
    }
    Optional<String> unfit = unfit(desk, to);
    if (unfit.isPresent()) {
      Instant ended = desk.vitals(to).roundEnded();
      if (ended == null || stale(desk.timing, ended, now)) {
        desk.probe(to);
        return new Gate.Waiting("probing " + to + " once more (S7)");
      }
      return new Gate.Shut(
          Phase.Obstacle.NONE_FIT, false, to + " is not fit: " + unfit.get() + " (S7)");
    }
    return new Gate.Open();
  }

  /**
   * A host that was ordered in vain in this incident, lives, and may have obeyed unheard. It does
   * not count while it is being fenced, nor once it is.
   */
  private static Optional<String> mayLead(Desk desk, String to) {
    Incident incident = desk.incident();
    if (incident == null) {
      return Optional.empty();
    }
    return incident.failed().stream()
        .filter(each -> !each.equals(to) && desk.knows(each))
        .filter(each -> desk.vitals(each).passiveSince() == null)
        .filter(each -> aliveNow(desk, each))
        .filter(each -> !Vacancy.held(desk, each) && !isBeingFenced(desk, each))
        .findFirst();
  }

  private static boolean isBeingFenced(Desk desk, String host) {
    Takeover takeover = desk.phase().takeover();
    return takeover != null
        && host.equals(takeover.from())
        && takeover.unfenced() == null
        && desk.policy.fence() != Fence.NONE
        && desk.host(host).port().isPresent();
  }

  static int failoversToday(List<Instant> failovers, Instant now) {
    int count = 0;
    for (Instant each : failovers) {
      if (each.plus(PowerGuard.DAY).isAfter(now)) {
        count++;
      }
    }
    return count;
  }

  // --- probes ---

  static boolean allUp(HostPolicy host, Vitals vitals) {
    return host.probes().stream().allMatch(each -> verdict(vitals, each) == Verdict.UP);
  }

  static boolean allDown(HostPolicy host, Vitals vitals) {
    return host.probes().stream().allMatch(each -> verdict(vitals, each) == Verdict.DOWN);
  }

  static boolean isDown(Vitals vitals, String probe) {
    return verdict(vitals, probe) == Verdict.DOWN;
  }

  static boolean anyDown(Vitals vitals) {
    return vitals.results().values().stream().anyMatch(each -> each.verdict() == Verdict.DOWN);
  }

  private static Verdict verdict(Vitals vitals, String probe) {
    ProbeResult result = vitals.results().get(probe);
    return result == null ? Verdict.UNKNOWN : result.verdict();
  }

  /** What the probes said, in the order of the configuration. */
  static String probesSaid(HostPolicy host, Vitals vitals) {
    List<String> said = new ArrayList<>();
    for (String probe : host.probes()) {
      ProbeResult result = vitals.results().get(probe);
      said.add(probe + (result == null ? " not asked" : ": " + result.detail()));
    }
    return said.isEmpty() ? "no probes" : String.join(", ", said);
  }
}
