package io.piha.arbiter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots, restores and reinstalls: what may begin, and that it begins once. A reinstall is the
 * most dangerous act there is, and a restore is its sister: neither ever on a host that leads, may
 * come to lead, or says that it leads.
 */
final class Chores {

  /** A chore that could not begin by then is not begun late (S11). */
  private static final Duration BEGIN = Duration.ofSeconds(30);

  private Chores() {}

  static Requests.Ruling request(Desk desk, Request request) {
    return switch (request.command()) {
      case SNAPSHOT -> snapshot(desk, request);
      case REINSTALL -> reinstall(desk, request);
      case RESTORE -> Restores.request(desk, request);
      case PROMOTE, DEMOTE, FREEZE, THAW, RESET, FAILBACK, ACK, SYNC, HANDOVER ->
          throw new IllegalArgumentException(request.command().word());
    };
  }

  // --- the rulings ---

  private static Requests.Ruling snapshot(Desk desk, Request request) {
    Optional<String> host = whose(desk, request.host());
    if (host.isEmpty()) {
      return Requests.refuse(
          request.host().isEmpty()
              ? "no host of " + desk.service + " has snapshots configured"
              : "there is no host " + request.host() + " with snapshots in " + desk.service);
    }
    Optional<String> busy = busy(desk, false);
    if (busy.isPresent()) {
      return Requests.refuse(busy.get());
    }
    return new Requests.Ruling.Accept(
        "a snapshot of " + host.get() + " is pulled",
        () -> begin(desk, request, host.get(), "", Optional.empty()));
  }

  private static Optional<String> whose(Desk desk, String named) {
    if (!named.isEmpty()) {
      return Optional.of(named).filter(each -> saves(desk, each));
    }
    String leader = desk.leader;
    if (leader != null && saves(desk, leader)) {
      return Optional.of(leader);
    }
    return desk.policy.hosts().stream()
        .map(HostPolicy::name)
        .filter(each -> saves(desk, each))
        .findFirst();
  }

  private static boolean saves(Desk desk, String host) {
    return desk.knows(host) && desk.host(host).upkeep().snapshotEvery().isPresent();
  }

  private static Requests.Ruling reinstall(Desk desk, Request request) {
    String host = request.host();
    Optional<String> no = neverOn(desk, request, "reinstalled");
    if (no.isPresent()) {
      return Requests.refuse(no.get());
    }
    Optional<String> runs = desk.host(host).upkeep().reinstall();
    if (runs.isEmpty()) {
      return Requests.refuse("no reinstall is configured for " + host);
    }
    Optional<String> unsaved = unsaved(desk, host);
    if (unsaved.isPresent() && !request.force()) {
      return Requests.refuse(unsaved.get() + " (force passes this)");
    }
    return new Requests.Ruling.Accept(
        host
            + " is wiped and set up anew by "
            + runs.get()
            + unsaved.map(why -> "; " + why).orElse(""),
        () -> {
          begin(desk, request, host, "", Optional.empty());
          started(desk, Kind.REINSTALL_STARTED, request, host + " is reinstalled: " + runs.get());
        });
  }

  /** What stands against wiping that host, whatever the reason. */
  static Optional<String> neverOn(Desk desk, Request request, String done) {
    String host = request.host();
    if (host.equals(desk.leader)) {
      return Optional.of(host + " leads; a leader is never " + done);
    }
    Optional<String> changing = Requests.underWay(desk);
    if (changing.isPresent()) {
      return changing;
    }
    if (desk.contests().containsKey(host)
        || (Judgement.heardNow(desk, host) && desk.vitals(host).claim() == HostClaim.LEADER)) {
      return Optional.of(host + " says that it leads; demote it first");
    }
    Optional<String> shared = leadsElsewhere(desk, host);
    if (shared.isPresent()) {
      return shared;
    }
    boolean led = desk.leader != null && desk.phase() instanceof Phase.Steady;
    if (!led && !request.force()) {
      return Optional.of(
          "nobody leads steadily now ("
              + PhaseWord.of(desk)
              + "), so "
              + host
              + " may be needed (force passes this)");
    }
    return busy(desk, true);
  }

  /** The same machine, known by its port or its name, may lead another service. */
  private static Optional<String> leadsElsewhere(Desk desk, String host) {
    Optional<PortId> port = desk.host(host).port();
    for (Desk other : desk.turn.allDesks()) {
      String leader = other.leader;
      if (leader == null || other.service.equals(desk.service)) {
        continue;
      }
      boolean same =
          port.isPresent() ? other.host(leader).port().equals(port) : leader.equals(host);
      if (same) {
        return Optional.of("the same machine leads " + other.service + " as " + leader);
      }
    }
    return Optional.empty();
  }

  /** One at a time: dangerous ones in the whole site, others in the service. */
  private static Optional<String> busy(Desk desk, boolean dangerous) {
    for (Desk each : desk.turn.allDesks()) {
      Chore chore = each.chore;
      if (chore != null
          && (each.service.equals(desk.service)
              || (dangerous && chore.command() != Command.SNAPSHOT))) {
        return Optional.of(
            "a " + chore.command().word() + " of " + chore.host() + " is under way; one at a time");
      }
    }
    return Optional.empty();
  }

  /** Why a reinstall would lose something: there is no fresh verified snapshot. */
  private static Optional<String> unsaved(Desk desk, String host) {
    Optional<Duration> every = desk.host(host).upkeep().snapshotEvery();
    if (every.isEmpty()) {
      return Optional.of("no snapshots of " + host + " are configured");
    }
    Duration limit = every.get().multipliedBy(2);
    Optional<StagedSnapshot> newest =
        desk.upkeep().staged().getOrDefault(host, List.of()).stream()
            .filter(StagedSnapshot::verified)
            .findFirst();
    if (newest.isEmpty()) {
      return Optional.of("there is no verified snapshot of " + host);
    }
    return newest.get().takenAt().plus(limit).isBefore(desk.now())
        ? Optional.of(
            "the newest verified snapshot of "
                + host
                + " is "
                + hours(Duration.between(newest.get().takenAt(), desk.now()))
                + " old, the limit is "
                + hours(limit))
        : Optional.empty();
  }

  /** In hours, as people count the age of a snapshot, unless that would say too little. */
  private static String hours(Duration span) {
    return span.toHours() > 1 ? span.toHours() + " h" : Words.span(span);
  }

  // --- beginning and end ---

  /**
   * Writes it into the book and lets it begin.
   *
   * @param ground for a restore, why it may
   */
  static void begin(
      Desk desk, Request request, String host, String subject, Optional<RestoreGround> ground) {
    begin(
        desk,
        request.command(),
        host,
        subject,
        ground,
        request.id(),
        request.by(),
        request.reason());
  }

  private static void begin(
      Desk desk,
      Command command,
      String host,
      String subject,
      Optional<RestoreGround> ground,
      @Nullable String requestId,
      String by,
      String reason) {
    desk.serial++;
    Chore chore =
        new Chore(
            desk.service + "-" + command.word() + "-" + desk.serial,
            command,
            host,
            subject,
            requestId,
            by,
            reason,
            desk.now());
    desk.chore = chore;
    desk.touch();
    desk.upkeep(desk.upkeep().with((Chore.Progress) null));
    desk.operation(requestId, command.word(), "running", "begun on " + host);
    desk.turn.effect(new Effect.BeginChore(desk.service, chore, ground, desk.now().plus(BEGIN)));
  }

  /**
   * A snapshot that the schedule wants. It waits while leadership is in question, for it loads the
   * host, and while something else is under way; the schedule asks again.
   */
  static void due(Desk desk, String host) {
    boolean calm = desk.leader != null && desk.phase() instanceof Phase.Steady;
    if (calm
        && saves(desk, host)
        && Requests.underWay(desk).isEmpty()
        && busy(desk, false).isEmpty()) {
      begin(desk, Command.SNAPSHOT, host, "", Optional.empty(), null, "control", "by its schedule");
    }
  }

  static void started(Desk desk, Kind kind, Request request, String what) {
    desk.noteBy(
        request.by(),
        kind,
        Severity.WARNING,
        request.host(),
        what + (request.reason().isEmpty() ? "" : " (\"" + request.reason() + "\")"),
        Map.of("request", request.id()));
  }

  static void progress(Desk desk, Signal.ChoreProgress signal) {
    Chore chore = desk.chore;
    if (chore != null && chore.id().equals(signal.progress().choreId())) {
      desk.upkeep(desk.upkeep().with(signal.progress()));
    }
  }

  static void ended(Desk desk, Signal.ChoreEnded signal) {
    Chore chore = desk.chore;
    if (chore != null && chore.id().equals(signal.choreId())) {
      end(desk, chore, signal.done(), signal.why(), signal.detail());
    }
  }

  /** An earlier run ended while a chore was under way: it is told, and never begun again (S10). */
  static void resume(Desk desk) {
    Chore chore = desk.chore;
    if (chore != null) {
      end(
          desk,
          chore,
          false,
          "the control plane ended while it ran, so its outcome is unknown; it is not begun again;"
              + " look at "
              + chore.host(),
          Map.of());
    }
  }

  private static void end(
      Desk desk, Chore chore, boolean done, String why, Map<String, Object> detail) {
    desk.chore = null;
    desk.touch();
    desk.noteBy(
        chore.by(),
        kind(chore.command(), done),
        done
            ? Severity.INFO
            : chore.command() == Command.SNAPSHOT ? Severity.WARNING : Severity.CRITICAL,
        chore.host(),
        chore.command().word() + " of " + chore.host() + (done ? " done: " : " failed: ") + why,
        detail);
    desk.operation(chore.requestId(), chore.command().word(), done ? "done" : "failed", why);
  }

  private static Kind kind(Command command, boolean done) {
    return switch (command) {
      case REINSTALL -> done ? Kind.REINSTALL_DONE : Kind.REINSTALL_FAILED;
      case RESTORE -> done ? Kind.RESTORE_DONE : Kind.RESTORE_FAILED;
      case SNAPSHOT, PROMOTE, DEMOTE, FREEZE, THAW, RESET, FAILBACK, ACK, SYNC, HANDOVER ->
          done ? Kind.SNAPSHOT_DONE : Kind.SNAPSHOT_FAILED;
    };
  }

  /** Why a host that is being wiped or restored is no candidate; empty when it is not. */
  static Optional<String> rebuilding(Desk desk, String host) {
    Chore chore = desk.chore;
    return chore != null && chore.host().equals(host) && touchesHost(desk, chore)
        ? Optional.of("a " + chore.command().word() + " of it is under way")
        : Optional.empty();
  }

  /** A bundle goes back into a repository, and no snapshot changes anything. */
  private static boolean touchesHost(Desk desk, Chore chore) {
    boolean bundle =
        desk.upkeep().staged().values().stream()
            .flatMap(List::stream)
            .anyMatch(each -> each.id().equals(chore.subject()) && each.kind().equals("git"));
    return chore.command() != Command.SNAPSHOT && !bundle;
  }

  /** Why the power of such a host is not cut for a request. */
  static Optional<String> needsPower(Desk desk, Request request) {
    return request.force()
        ? Optional.empty()
        : rebuilding(desk, request.host()).map(why -> why + " (force passes this)");
  }

  /** The request that runs, with how far it has come. */
  static Optional<Book.Operation> operation(Desk desk) {
    Book.Operation running = desk.operation();
    Chore chore = desk.chore;
    Chore.Progress progress = desk.upkeep().progress();
    if (running == null
        || chore == null
        || progress == null
        || !running.requestId().equals(chore.requestId())
        || !progress.choreId().equals(chore.id())) {
      return Optional.ofNullable(running);
    }
    return Optional.of(
        new Book.Operation(
            running.requestId(), running.action(), running.state(), progress.text()));
  }
}
