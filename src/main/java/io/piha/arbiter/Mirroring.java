package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * May this commit be released to the standby? The mirror job tells what it saw; here it is decided,
 * with the reason (S6, S17).
 */
final class Mirroring {

  /** A release that could not begin by then is not done late (S11). */
  private static final Duration BEGIN = Duration.ofSeconds(30);

  private Mirroring() {}

  // --- what stands against a release ---

  /** What the house says against any release. */
  static Optional<Outlook.Hold> house(Desk desk, boolean overrideIncident, boolean asked) {
    Book.FreezeFlag freeze = desk.freezeFlag();
    if (freeze != null) {
      return hold("frozen", "frozen by " + freeze.by() + ": nothing is synced (S6)");
    }
    if (!asked && !desk.turn.sighted(desk)) {
      return hold("blind", "nobody watches just now: " + desk.blindness() + " (S17)");
    }
    if (overrideIncident) {
      return Optional.empty();
    }
    Incident incident = desk.incident();
    if (incident != null) {
      return hold(
          "incident",
          "incident " + incident.id() + " is open (S17)" + Suspicions.under(desk, incident));
    }
    String primary = desk.policy.primary().name();
    if (!primary.equals(desk.leader) || !(desk.phase() instanceof Phase.Steady)) {
      return hold("leader", "the primary " + primary + " does not lead steadily (S17)");
    }
    return Optional.empty();
  }

  /** What the repository says against it. */
  static Optional<Outlook.Hold> repository(Desk desk, MirrorView view) {
    if (!view.heldBy().isEmpty()) {
      boolean waits = view.heldBy().equals("observation_window");
      return hold(
          view.heldBy(), view.heldWhy() + (waits ? Suspicions.again(desk, view.candidate()) : ""));
    }
    MirrorView.Commit next = view.candidate().orElse(null);
    if (next != null && desk.mirrored().suspects().contains(next.id())) {
      return hold(
          "suspect", next.brief() + " was taken back once; push a newer commit, or force this one");
    }
    return Optional.empty();
  }

  private static Optional<Outlook.Hold> hold(String word, String why) {
    return Optional.of(new Outlook.Hold(word, why));
  }

  /** What holds the next release now, for people; empty also when there is nothing to release. */
  static Optional<Outlook.Hold> holdNow(Desk desk) {
    MirrorView view = desk.upkeep().mirror();
    if (view == null) {
      return Optional.empty();
    }
    if (view.candidate().isEmpty() && view.heldBy().isEmpty()) {
      return Optional.empty();
    }
    return repositoryFirst(desk, view);
  }

  /** A trouble in the repository is told before the house's: it does not go away by itself. */
  private static Optional<Outlook.Hold> repositoryFirst(Desk desk, MirrorView view) {
    boolean waits = view.heldBy().equals("observation_window");
    Optional<Outlook.Hold> house = house(desk, false, false);
    return waits || view.heldBy().isEmpty()
        ? house.or(() -> repository(desk, view))
        : repository(desk, view);
  }

  /** Why the primary should not lead again yet: what it proved good is not on the standby. */
  static Optional<String> unmirrored(Desk desk) {
    MirrorView view = desk.upkeep().mirror();
    return view != null && view.ready() && repository(desk, view).isEmpty()
        ? view.candidate()
            .map(
                next ->
                    next.words()
                        + " has stood its window and is not mirrored yet (S17; mirror it, or force"
                        + " passes this)")
        : Optional.empty();
  }

  // --- what was seen ---

  static void seen(Desk desk, Signal.MirrorSeen signal) {
    MirrorView view = signal.view();
    Request wish = desk.upkeep().wish();
    desk.upkeep(desk.upkeep().with(view));
    settle(desk, view);
    if (wish != null && wish.id().equals(signal.answers())) {
      desk.upkeep(desk.upkeep().wishing(null));
      judge(desk, view, wish);
    } else if (signal.due() || alarming(view)) {
      judge(desk, view, null);
    }
  }

  private static boolean alarming(MirrorView view) {
    return view.heldBy().equals("forced_push") || view.heldBy().equals("diverged");
  }

  /**
   * A release whose outcome nobody told, by an earlier run or by a job that a new configuration
   * ended: the branch itself tells it. A job does one thing after the other, and begins nothing
   * late, so that a look from after its time cannot lie before it.
   */
  private static void settle(Desk desk, MirrorView view) {
    Release pending = desk.mirrored().pending();
    if (pending == null || view.heldBy().equals(MirrorView.UNREACHABLE)) {
      return;
    }
    boolean earlier = pending.at().isBefore(desk.turn.startedAt);
    if (!earlier && !view.lookedAt().isAfter(pending.at().plus(BEGIN))) {
      return;
    }
    boolean there = view.target().map(each -> each.id().equals(pending.to())).orElse(false);
    end(
        desk,
        pending,
        there,
        there
            ? earlier ? "found carried out after a restart" : "found carried out"
            : earlier
                ? "a restart came between; nothing was changed"
                : "nobody told what came of it; nothing was changed");
  }

  private static void judge(Desk desk, MirrorView view, @Nullable Request wish) {
    boolean force = wish != null && wish.force();
    if (desk.mirrored().pending() != null) {
      failed(desk, wish, "a release is under way already");
      return;
    }
    Optional<Outlook.Hold> hold =
        house(desk, wish != null && wish.overrideIncident(), wish != null);
    if (hold.isEmpty() || alarming(view)) {
      Optional<Outlook.Hold> own = repository(desk, view);
      boolean passed = force && own.isPresent() && own.get().word().equals("suspect");
      hold = own.isPresent() && !passed ? own : hold;
    }
    if (hold.isPresent() && (view.candidate().isPresent() || !view.heldBy().isEmpty())) {
      held(desk, view, wish, hold.get());
      return;
    }
    if (!desk.upkeep().said().isEmpty()) {
      desk.upkeep(desk.upkeep().saying(""));
    }
    if (view.candidate().isEmpty()) {
      if (wish != null) {
        desk.operation(wish.id(), "sync", "done", "nothing to mirror: the standby is up to date");
      }
      return;
    }
    if (!view.ready()) {
      failed(desk, wish, "the newest commit is still being looked at");
      return;
    }
    release(desk, view, view.candidate().get(), wish);
  }

  private static void held(Desk desk, MirrorView view, @Nullable Request wish, Outlook.Hold hold) {
    String about = view.candidate().map(MirrorView.Commit::id).orElse("");
    String key = hold.word() + " " + about;
    failed(desk, wish, "held: " + hold.why());
    if (wish == null && key.equals(desk.upkeep().said())) {
      return;
    }
    desk.upkeep(desk.upkeep().saying(key));
    boolean trouble = hold.word().equals(MirrorView.UNREACHABLE);
    boolean bad = trouble || hold.word().equals("invalid") || alarming(view);
    desk.noteBy(
        wish == null ? Entry.CONTROL : wish.by(),
        trouble ? Kind.SYNC_FAILED : Kind.SYNC_HELD,
        alarming(view) ? Severity.CRITICAL : bad ? Severity.WARNING : Severity.INFO,
        null,
        (about.isEmpty() ? "" : view.candidate().get().words() + " is held: ") + hold.why(),
        Map.of("held_by", hold.word(), "commit", about));
  }

  private static void failed(Desk desk, @Nullable Request wish, String why) {
    if (wish != null) {
      desk.operation(wish.id(), "sync", "failed", why);
    }
  }

  private static void release(
      Desk desk, MirrorView view, MirrorView.Commit next, @Nullable Request wish) {
    String from = view.target().map(MirrorView.Commit::id).orElse("");
    String by = wish == null ? Entry.CONTROL : wish.by();
    decide(desk, from, next.id(), false, next.words(), by, wish == null ? null : wish.id());
  }

  static void decide(
      Desk desk,
      String from,
      String to,
      boolean rollback,
      String words,
      String by,
      @Nullable String requestId) {
    desk.serial++;
    Release release =
        new Release(
            desk.service + "-release-" + desk.serial,
            from,
            to,
            rollback,
            words,
            by,
            requestId,
            desk.now());
    desk.mirrored(desk.mirrored().decided(release));
    desk.operation(requestId, "sync", "running", words + " is released to the standby");
    desk.turn.effect(new Effect.ReleaseCommit(desk.service, release, desk.now().plus(BEGIN)));
  }

  static void released(Desk desk, Signal.CommitReleased signal) {
    Release pending = desk.mirrored().pending();
    if (pending != null && pending.id().equals(signal.releaseId())) {
      end(desk, pending, signal.done(), signal.why());
    }
  }

  private static void end(Desk desk, Release release, boolean done, String why) {
    desk.mirrored(done ? desk.mirrored().done(release) : desk.mirrored().givenUp());
    String said =
        release.words()
            + (done
                ? release.rollback() ? " runs on the standby again" : " is on the standby"
                : " was not released: " + why);
    desk.noteBy(
        release.by(),
        done ? Kind.SYNC_DONE : Kind.SYNC_FAILED,
        done ? Severity.INFO : Severity.WARNING,
        null,
        said + (done && !why.isEmpty() ? " (" + why + ")" : ""),
        Map.of("from", release.from(), "to", release.to(), "rollback", release.rollback()));
    desk.operation(release.requestId(), "sync", done ? "done" : "failed", said);
  }

  // --- the freeze in the repository ---

  static void freezeFound(Desk desk, Signal.FreezeFound found) {
    if (desk.frozen()) {
      return;
    }
    Optional<Duration> lasting = found.until().map(until -> Duration.between(desk.now(), until));
    if (lasting.isPresent() && !lasting.get().isPositive()) {
      return;
    }
    desk.freeze(Book.FreezeFlag.of(desk.now(), lasting, "git:" + found.by(), found.reason()));
    desk.noteBy(
        "git",
        Kind.FROZEN,
        Severity.WARNING,
        null,
        "frozen by refs/piha/freeze in the repository, set by "
            + found.by()
            + ": "
            + found.reason(),
        Map.of());
  }

  // --- what the standby runs ---

  /** What a promotion now would run, for the line about the standby. */
  static String wouldRun(Desk desk) {
    MirrorView view = desk.upkeep().mirror();
    if (view == null || view.target().isEmpty()) {
      return "";
    }
    Instant since = view.behindSince().orElse(null);
    return "; it would run "
        + view.target().get().words()
        + (view.behind() == 0
            ? ", the newest"
            : ", "
                + view.behind()
                + (view.behind() == 1 ? " commit" : " commits")
                + (since == null ? "" : " and " + Words.since(since, desk.now()))
                + " behind");
  }
}
