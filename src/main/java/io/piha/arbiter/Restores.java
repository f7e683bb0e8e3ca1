package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * May this snapshot be brought to that host? Never to one that leads, may come to lead or says that
 * it does ({@link Chores}); beyond that the host itself has to show on which ground it may be
 * written over. No request passes a missing ground.
 */
final class Restores {

  private Restores() {}

  /** What the host shows. */
  private sealed interface Shown {
    /** It may be restored, and the clause says why. */
    record Ground(RestoreGround of, String because) implements Shown {}

    /** It may not. */
    record Missing(String why) implements Shown {}
  }

  static Requests.Ruling request(Desk desk, Request request) {
    String host = request.host();
    Optional<String> no = Chores.neverOn(desk, request, "restored");
    if (no.isPresent()) {
      return Requests.refuse(no.get());
    }
    HostUpkeep upkeep = desk.host(host).upkeep();
    if (upkeep.snapshotEvery().isEmpty()) {
      return Requests.refuse(
          host + " has no snapshots configured, so nobody knows how to restore it");
    }
    StagedSnapshot found = find(desk, request);
    if (found == null) {
      return Requests.refuse(
          request.subject().isEmpty()
              ? "there is no verified snapshot of " + host
              : "there is no snapshot " + request.subject());
    }
    if (!found.fits(upkeep.snapshotKind())) {
      return Requests.refuse(
          "snapshot "
              + found.id()
              + " is of kind "
              + found.kind()
              + " and "
              + host
              + " takes "
              + upkeep.snapshotKind());
    }
    boolean worded = request.overrideGuard() && !request.reason().isBlank();
    if (!found.verified() && !worded) {
      return Requests.refuse(
          "snapshot "
              + found.id()
              + " is not verified, so nothing proves that it is whole (override_guard with a reason"
              + " passes this, force does not)");
    }
    return switch (shown(desk, host, found)) {
      case Shown.Missing(String why) -> Requests.refuse(why);
      case Shown.Ground(RestoreGround ground, String because) -> {
        String what =
            (found.verified() ? "snapshot " : "the unverified snapshot ")
                + found.id()
                + " of "
                + found.host()
                + " is restored to "
                + host
                + "; "
                + because;
        yield new Requests.Ruling.Accept(
            what,
            () -> {
              Chores.begin(desk, request, host, found.id(), Optional.of(ground));
              Chores.started(desk, Kind.RESTORE_STARTED, request, what);
            });
      }
    };
  }

  private static @Nullable StagedSnapshot find(Desk desk, Request request) {
    Map<String, List<StagedSnapshot>> staged = desk.upkeep().staged();
    if (request.subject().isEmpty()) {
      return staged.getOrDefault(request.host(), List.of()).stream()
          .filter(StagedSnapshot::verified)
          .findFirst()
          .orElse(null);
    }
    return staged.values().stream()
        .flatMap(List::stream)
        .filter(each -> each.id().equals(request.subject()))
        .findFirst()
        .orElse(null);
  }

  private static Shown shown(Desk desk, String host, StagedSnapshot found) {
    if (found.kind().equals("git")) {
      return new Shown.Ground(
          RestoreGround.APART, "only what its repository lacks is put back, no host is touched");
    }
    return found.isCore() ? underCore(desk, host) : underFiles(desk, host);
  }

  // --- a backup, which Core restores by itself and so has to run for it ---

  private static Shown underCore(Desk desk, String host) {
    PortState.Hold hold = Vacancy.hold(desk, host);
    if (hold != null) {
      return new Shown.Missing(
          "the port of " + host + " is held off, so no Core is there to restore; reset it first");
    }
    Vitals vitals = desk.vitals(host);
    if (!Judgement.heardNow(desk, host)) {
      return new Shown.Ground(
          RestoreGround.SILENT,
          host + " is not heard, so only a system that nobody has set up yet is restored there");
    }
    if (vitals.claim() != HostClaim.PASSIVE) {
      return new Shown.Missing(
          host
              + " beats without saying whether it leads; a restore needs it to say that it does"
              + " not");
    }
    if (vitals.epoch() > desk.epoch) {
      return new Shown.Missing(
          host
              + " names epoch "
              + vitals.epoch()
              + ", which is later than the leader's "
              + desk.epoch
              + "; who leads is not clear");
    }
    return new Shown.Ground(
        RestoreGround.PASSIVE,
        "it says that it does not lead"
            + (vitals.epoch() < 0 ? "" : " (epoch " + vitals.epoch() + ")")
            + "; its Core restarts");
  }

  // --- files, which may not be put under a Core that runs ---

  private static Shown underFiles(Desk desk, String host) {
    PortState.Hold hold = Vacancy.hold(desk, host);
    if (hold != null && hold.provenAt() != null) {
      return new Shown.Ground(RestoreGround.STOPPED, host + " is fenced");
    }
    Vitals vitals = desk.vitals(host);
    if (Judgement.heardNow(desk, host)) {
      return new Shown.Missing(
          host + " sends heartbeats, so its Core runs; stop it before files are put under it");
    }
    if (!desk.turn.sighted(desk)) {
      return new Shown.Missing(
          "whether the Core of " + host + " is stopped cannot be seen: " + desk.blindness());
    }
    HostPolicy policy = desk.host(host);
    List<String> telling = policy.upkeep().coreProbes();
    List<String> asked = telling.isEmpty() ? policy.probes() : telling;
    Instant ended = vitals.roundEnded();
    Duration fresh = desk.timing.probeEvery().plus(desk.timing.probeTimeout()).plusSeconds(1);
    boolean stopped =
        ended != null
            && !ended.plus(fresh).isBefore(desk.now())
            && asked.stream().allMatch(each -> Judgement.isDown(vitals, each));
    return stopped
        ? new Shown.Ground(
            RestoreGround.STOPPED, "its Core is stopped (" + Words.list(asked) + " down)")
        : new Shown.Missing(
            "the Core of "
                + host
                + " is not seen to be stopped ("
                + Judgement.probesSaid(policy, vitals)
                + "); stop it before files are put under it");
  }
}
