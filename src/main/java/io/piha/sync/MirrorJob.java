package io.piha.sync;

import io.piha.arbiter.Effect;
import io.piha.arbiter.MirrorView;
import io.piha.arbiter.Release;
import io.piha.arbiter.Signal;
import io.piha.engine.EngineClock;
import io.piha.engine.Inbox;
import io.piha.engine.git.LocalPath;
import io.piha.site.Sync;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mirror of one service, on a thread of its own: looks at the repository in short intervals,
 * keeps the freeze there, and moves the target when it is told to.
 */
final class MirrorJob implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MirrorJob.class);
  private static final String RAN = "ran";
  private static final int MOST_ERRANDS = 100;

  private final String service;
  private final Sync sync;
  private final Path folder;
  private final Ledger ledger;
  private final EngineClock clock;
  private final Inbox inbox;
  private final Supplier<HealthClock> health;
  private final Look look;
  private final FreezeKeeper freezes;
  private final LinkedBlockingQueue<Effect.ToUpkeep> errands =
      new LinkedBlockingQueue<>(MOST_ERRANDS);
  private final Thread thread;
  private @Nullable Origin origin;
  private @Nullable Remote remote;
  private Instant nextRun;
  private @Nullable MirrorView last;
  private int troubles;
  private @Nullable Doubt doubt;

  /** A release that broke off: whether the branch was moved is told by the next look. */
  private record Doubt(Release release, String why) {}

  MirrorJob(
      String service,
      Sync sync,
      Path folder,
      Ledger ledger,
      EngineClock clock,
      Inbox inbox,
      Supplier<HealthClock> health,
      Supplier<Optional<FreezeNote>> frozen)
      throws IOException {
    this.service = service;
    this.sync = sync;
    this.folder = folder;
    this.ledger = ledger;
    this.clock = clock;
    this.inbox = inbox;
    this.health = health;
    this.look = new Look(service, sync, ledger);
    this.freezes = new FreezeKeeper(service, ledger, inbox, frozen);
    this.nextRun = firstRun();
    this.thread = Thread.ofVirtual().name("mirror-" + service).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Takes an effect; what came of it returns as a signal. */
  void carryOut(Effect.ToUpkeep effect) {
    if (!errands.offer(effect)) {
      refuse(effect, "the mirror job has too much to do");
    }
  }

  private Instant firstRun() throws IOException {
    Optional<Instant> ran = ledger.word(service, RAN).map(Instant::parse);
    Instant wall = clock.wall();
    Instant next = ran.map(at -> at.plus(sync.every())).orElse(wall);
    return clock.instant().plus(Duration.between(wall, next));
  }

  private boolean local() {
    return LocalPath.of(sync.repository().reveal()).isPresent();
  }

  /** A disk is looked at often, another machine more rarely, both more often in short windows. */
  private Duration pause() {
    Duration shorter =
        sync.every().compareTo(sync.observationWindow()) < 0 && !sync.every().isZero()
            ? sync.every()
            : sync.observationWindow();
    Duration least = Duration.ofMillis(local() ? 500 : 2_000);
    Duration most = Duration.ofSeconds(local() ? 10 : 60);
    Duration pause = shorter.dividedBy(8);
    pause = pause.compareTo(most) > 0 ? most : pause.compareTo(least) < 0 ? least : pause;
    return pause.multipliedBy(1L << Math.min(troubles, 3));
  }

  private void run() {
    try {
      Effect.ToUpkeep errand = null;
      while (!Thread.currentThread().isInterrupted()) {
        turn(errand);
        errand = errands.poll(pause().toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeOrigin();
    }
  }

  private void turn(Effect.@Nullable ToUpkeep errand) throws InterruptedException {
    String asked = "";
    boolean force = false;
    if (errand instanceof Effect.ReleaseCommit(String _, Release release, Instant notAfter)) {
      release(release, notAfter);
    } else if (errand instanceof Effect.RunMirror(String _, String id, boolean forced)) {
      asked = id;
      force = forced;
      look.judgeAnew();
    }
    boolean due = !nextRun.isAfter(clock.instant());
    MirrorView seen;
    try {
      seen = seen(force);
      settle(seen);
      troubles = 0;
    } catch (IOException | RuntimeException e) {
      LOG.debug("the mirror of {} could not look", service, e);
      closeOrigin();
      troubles++;
      String why = why(e);
      MirrorView before = last;
      Optional<Instant> next = Optional.of(nextRun);
      seen =
          before == null
              ? MirrorView.unreachable(why, next, clock.instant())
              : before.stale(why, next);
    }
    if (due) {
      nextRun = clock.instant().plus(sync.every());
      remember();
      look.judgeAnew();
    }
    if (due) {
      comeBackInTime(seen);
    }
    last = seen;
    inbox.offer(new Signal.MirrorSeen(service, timed(seen), asked, due));
  }

  /**
   * A run finds a commit still in its window, and the next would be a whole interval later: the job
   * comes back when the window is over, so that {@code every} is no second window.
   */
  private void comeBackInTime(MirrorView seen) {
    Instant due = seen.dueAt().orElse(null);
    boolean waits = seen.heldBy().equals("observation_window");
    if (waits && due != null && due.isBefore(nextRun)) {
      nextRun = due.plusMillis(50);
    }
  }

  private MirrorView timed(MirrorView seen) {
    return seen.runsNext(nextRun);
  }

  private void remember() {
    try {
      ledger.word(service, RAN, clock.wall().toString());
      ledger.save(service, health.get());
    } catch (IOException e) {
      LOG.warn("{}", e.getMessage());
    }
  }

  private MirrorView seen(boolean force) throws IOException, InterruptedException {
    Origin at = origin();
    Origin.Tips tips = at.look();
    freezes.keep(at, tips.freeze(), clock);
    ledger.save(service, health.get());
    Instant wall = clock.wall();
    Duration shift = Duration.between(wall, clock.instant());
    return look.at(at.repository(), tips, health.get(), force, wall, shift);
  }

  private Origin origin() throws IOException {
    Origin open = origin;
    if (open != null) {
      return open;
    }
    Optional<Path> path = LocalPath.of(sync.repository().reveal());
    if (path.isPresent()) {
      open = new LocalOrigin(path.get(), sync.source(), sync.target(), clock::wall);
    } else {
      Remote far = new Remote(sync, folder, clock);
      remote = far;
      open =
          new RemoteOrigin(
              far, folder.resolve(service + ".git"), sync.source(), sync.target(), clock::wall);
    }
    origin = open;
    return open;
  }

  private void release(Release release, Instant notAfter) {
    if (clock.instant().isAfter(notAfter)) {
      tell(release, false, "its time had passed before it could begin");
      return;
    }
    try {
      ObjectId from =
          release.from().isEmpty() ? ObjectId.zeroId() : ObjectId.fromString(release.from());
      Origin.Moved moved =
          origin()
              .release(
                  from,
                  ObjectId.fromString(release.to()),
                  release.rollback(),
                  (release.rollback() ? "piha: rolled back by " : "piha: released by ")
                      + release.by());
      switch (moved) {
        case Origin.Moved.Done _ -> tell(release, true, "");
        case Origin.Moved.Refused(String why) -> tell(release, false, why);
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("the release {} failed", release.id(), e);
      closeOrigin();
      doubt = new Doubt(release, why(e));
    }
  }

  /** What counts is where the branch is, and not what was heard before the link broke. */
  private void settle(MirrorView seen) {
    Doubt open = doubt;
    if (open != null) {
      doubt = null;
      boolean there =
          seen.target().filter(each -> each.id().equals(open.release().to())).isPresent();
      tell(open.release(), there, there ? "its answer was lost" : open.why());
    }
  }

  private void tell(Release release, boolean done, String why) {
    inbox.offer(new Signal.CommitReleased(service, release.id(), done, why));
  }

  private void refuse(Effect.ToUpkeep effect, String why) {
    switch (effect) {
      case Effect.ReleaseCommit(String _, Release release, Instant _) -> tell(release, false, why);
      case Effect.RunMirror(String _, String id, boolean _) ->
          inbox.offer(
              new Signal.MirrorSeen(
                  service,
                  MirrorView.unreachable(why, Optional.empty(), clock.instant()),
                  id,
                  false));
      case Effect.BeginChore _ -> {}
    }
  }

  private static String why(Exception e) {
    String said = e.getMessage();
    return said == null ? e.getClass().getSimpleName() : Commits.plain(said, 300);
  }

  private void closeOrigin() {
    Origin open = origin;
    origin = null;
    if (open != null) {
      open.close();
    }
    Remote far = remote;
    remote = null;
    if (far != null) {
      far.close();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
