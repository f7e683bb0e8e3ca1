package io.piha.cli;

import io.piha.drill.Drills;
import io.piha.engine.EngineClock;
import io.piha.engine.Rfc3339;
import io.piha.engine.Snapshot;
import io.piha.engine.Spans;
import io.piha.site.Finding;
import io.piha.site.Loaded;
import io.piha.site.Site;
import io.piha.site.SiteWatch;
import io.piha.term.LeaseTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Supervises a site for as long as the process lives: on standby while another control plane is
 * active on the same broker, active otherwise, with the configuration file watched.
 */
final class Supervision implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Optional<Path> file;
  private final Map<String, String> env;
  private final Consumer<String> say;
  private final Pulse pulse;
  private final DrillHouse house;
  private final DataFolder folder;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile Site site;
  private volatile boolean ending;
  private volatile @Nullable ControlPlane control;
  private @Nullable SiteWatch watch;
  private @Nullable Turns openTurns;
  private @Nullable Tenure openTenure;

  private Supervision(
      Site site,
      Optional<Path> file,
      Map<String, String> env,
      DataFolder folder,
      Consumer<String> say,
      Pulse pulse,
      DrillHouse house) {
    this.site = site;
    this.file = file;
    this.env = env;
    this.folder = folder;
    this.say = say;
    this.pulse = pulse;
    this.house = house;
  }

  /**
   * Takes the site's data folder.
   *
   * @throws IOException when another control plane on this machine has it
   */
  static Supervision take(
      Site site, Optional<Path> file, Map<String, String> env, Consumer<String> say)
      throws IOException {
    return take(site, file, env, say, Pulse.NONE);
  }

  /** The same, and lets the pulse hear how it goes along. */
  static Supervision take(
      Site site, Optional<Path> file, Map<String, String> env, Consumer<String> say, Pulse pulse)
      throws IOException {
    return take(site, file, env, say, pulse, DrillHouse.of(file));
  }

  /** The same, with another house to drill in. */
  static Supervision take(
      Site site,
      Optional<Path> file,
      Map<String, String> env,
      Consumer<String> say,
      Pulse pulse,
      DrillHouse house)
      throws IOException {
    DataFolder folder = DataFolder.take(site.dataDir(), site.name());
    return new Supervision(site, file, env, folder, say, pulse, house);
  }

  /** Supervises until {@link #end}; call it on a thread of its own. */
  void run() throws IOException, InterruptedException {
    try (Turns turns = Turns.of(site, folder, say, new WarmUp(site, house))) {
      while (!ending) {
        Optional<Tenure> tenure = turns.await(() -> site, () -> ending, pulse::onStandby);
        if (tenure.isEmpty()) {
          return;
        }
        supervise(tenure.get());
      }
    } finally {
      closeControl();
      done.countDown();
    }
  }

  private void supervise(Tenure tenure) throws IOException, InterruptedException {
    try {
      activate(tenure).awaitEnd();
    } catch (LeaseTrouble e) {
      say.accept("piha: not taking over: " + e.words());
    } finally {
      // In this order: another may begin only when nothing of this one acts any more.
      closeControl();
      tenure.close();
    }
  }

  /**
   * Begins to supervise at once, without a look at who else is there; for the demo's own broker.
   */
  ControlPlane activate() throws IOException {
    return activate(Tenure.LOCAL);
  }

  /** Begins to supervise by that right. */
  ControlPlane activate(Tenure tenure) throws IOException {
    pulse.opening();
    ControlPlane fresh = new ControlPlane(site, folder, tenure, house);
    control = fresh;
    fresh.engine().onTurn(pulse::turned);
    fresh.start();
    say.accept(
        "piha: supervising "
            + site.name()
            + tenure.words()
            + fresh.dashboardAddress().map(a -> "; dashboard http:/" + a + "/").orElse(""));
    if (file.isPresent()) {
      watch = new SiteWatch(file.get(), env, LOOK_EVERY, this::changed);
    }
    if (ending) {
      fresh.stop();
    }
    return fresh;
  }

  /**
   * The lease, if it can be had so soon; for a window, which else observes whoever has it. Closed
   * with this.
   */
  Optional<Tenure> leaseWithin(Duration patience) throws IOException, InterruptedException {
    Turns turns = Turns.of(site, folder, say, () -> {});
    openTurns = turns;
    EngineClock clock = new EngineClock();
    Spans.Mark since = clock.mark();
    Optional<Tenure> tenure =
        turns.await(
            () -> site, () -> ending || clock.since(since).compareTo(patience) > 0, () -> {});
    openTenure = tenure.orElse(null);
    return tenure;
  }

  private void changed(Loaded loaded) {
    ControlPlane now = control;
    if (now == null) {
      return;
    }
    switch (loaded) {
      case Loaded.Valid valid -> {
        site = valid.site();
        now.reconfigure(valid.site());
      }
      case Loaded.Invalid invalid ->
          now.refuseConfig(
              invalid.findings().stream()
                  .filter(each -> each.severity() == Finding.Severity.ERROR)
                  .map(Finding::toString)
                  .findFirst()
                  .orElse("it is not valid"));
    }
  }

  /** Ends the control plane that runs as a crash would, without a word, and starts another. */
  synchronized void crash() throws IOException {
    ControlPlane now = control;
    if (now != null) {
      control = null;
      now.crash();
    }
    var _ = activate();
  }

  private void closeControl() {
    SiteWatch looking = watch;
    if (looking != null) {
      looking.close();
      watch = null;
    }
    ControlPlane now = control;
    if (now != null) {
      control = null;
      now.close();
    }
  }

  /** The control plane that runs; empty while none does. */
  Optional<ControlPlane> control() {
    return Optional.ofNullable(control);
  }

  /** The drills of the control plane that runs; empty while none does. */
  Optional<Drills> drills() {
    return control().map(ControlPlane::drills);
  }

  /** Whether that is an earlier run on this very data folder. */
  boolean isFormerLife(Snapshot.Control control) {
    return folder.isFormerLife(control.id(), Rfc3339.text(control.startedAt()));
  }

  /** How this control plane is called; stable for one data folder. */
  String id() {
    return folder.id();
  }

  /** Ends {@link #run}. */
  void end() {
    if (!ending) {
      ending = true;
      pulse.ending();
    }
    ControlPlane now = control;
    if (now != null) {
      now.stop();
    }
  }

  /** Ends {@link #run} and waits until everything is closed, ten seconds at most. */
  void endAndWait() {
    end();
    try {
      if (!done.await(10, TimeUnit.SECONDS)) {
        LoggerFactory.getLogger(Supervision.class).warn("not everything closed in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    end();
    closeControl();
    if (openTenure != null) {
      openTenure.close();
    }
    if (openTurns != null) {
      openTurns.close();
    }
    folder.close();
  }
}
