package io.piha.bench;

import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.console.Estates;
import io.piha.console.frame.ConsoleScene;
import io.piha.console.frame.Surroundings;
import io.piha.console.kit.Archive;
import io.piha.console.kit.LatestOnly;
import io.piha.console.kit.Words;
import io.piha.console.overview.Grouping;
import io.piha.engine.Snapshot;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.Snapshot.ServiceView;
import io.piha.journal.AuditRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import javafx.application.Platform;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;

/**
 * How long frames take under a load: two hundred live tiles, and three thousand audit rows that
 * become more, ten pictures a second for half a minute each, after three seconds to open the page.
 */
final class ConsoleLoad implements Benchmark {
  private static final int TILES = 200;
  private static final int ROWS = 3_000;
  private static final int PER_PICTURE = 10;
  private static final int PICTURES = 300;
  private static final int WARM_UP = 30;
  private static final Instant NOW = Estates.NOW;

  private Grouping by = Grouping.NONE;

  @Override
  public String name() {
    return "console-load";
  }

  @Override
  public void run(Sheet sheet) throws Exception {
    Screens.headlessWithoutDisplay();
    measure(sheet, "200 tiles", "overview", ConsoleLoad::tiles, 0);
    by = Grouping.STATE;
    measure(sheet, "200 tiles in groups", "overview", ConsoleLoad::tiles, 0);
    by = Grouping.NONE;
    measure(sheet, "3,000 audit rows and 100 more a second", "audit", ConsoleLoad::records, ROWS);
  }

  private void measure(
      Sheet sheet, String name, String page, IntFunction<Snapshot> picture, int before)
      throws Exception {
    var shown = new CompletableFuture<ConsoleScene>();
    var stage = new CompletableFuture<Stage>();
    Screens.start(() -> open(page, picture, shown, stage));
    ConsoleScene scene = shown.get(1, TimeUnit.MINUTES);
    for (int i = 0; i < before / PER_PICTURE; i++) {
      Snapshot next = picture.apply(i);
      Screens.run(() -> scene.show(next));
    }
    var frames = new Frames();
    var door = new LatestOnly<Snapshot>(LatestOnly.screen(), scene::show);
    var warm = new CountDownLatch(WARM_UP);
    var done = new CountDownLatch(WARM_UP + PICTURES);
    int[] number = {before / PER_PICTURE};
    try (var pulse = Executors.newSingleThreadScheduledExecutor()) {
      var _ =
          pulse.scheduleAtFixedRate(
              () -> {
                door.accept(picture.apply(number[0]++));
                warm.countDown();
                done.countDown();
              },
              0,
              100,
              TimeUnit.MILLISECONDS);
      warm.await();
      Screens.run(frames::start);
      done.await();
      pulse.shutdownNow();
    }
    Screens.run(frames::stop);
    frames.tell(sheet, name);
    Screens.run(stage.get()::close);
  }

  private void open(
      String page,
      IntFunction<Snapshot> picture,
      CompletableFuture<ConsoleScene> shown,
      CompletableFuture<Stage> opened) {
    var scene =
        new ConsoleScene(
            new Surroundings("home", false, true, false, "bench"),
            new Words(Locale.ENGLISH, ZoneId.of("UTC")),
            _ -> new CompletableFuture<>(),
            Archive.NONE,
            () -> NOW,
            Platform::runLater,
            Runnable::run);
    var stage = new Stage();
    stage.setScene(scene.scene());
    stage.setWidth(1400);
    stage.setHeight(880);
    stage.show();
    scene.group(by);
    scene.show(picture.apply(0));
    ((ToggleButton) scene.scene().lookup("#" + page + ".rail-page")).fire();
    opened.complete(stage);
    shown.complete(scene);
  }

  /**
   * Two hundred hosts, each heard again at another time, in an incident: of a calm house a window
   * passes over most pictures.
   */
  private static Snapshot tiles(int number) {
    ServiceView service = Estates.incident().services().getFirst();
    HostView pattern = Estates.calm().services().getFirst().hosts().getFirst();
    var hosts = new ArrayList<HostView>();
    for (int i = 0; i < TILES; i++) {
      Duration silent = Duration.ofMillis((number * 100L + i * 317L) % 30_000);
      hosts.add(
          new HostView(
              "host-" + i,
              pattern.role(),
              i == 0 ? "leader" : "observing",
              true,
              java.util.Optional.of(NOW.minus(silent)),
              java.util.Optional.of(silent),
              pattern.timeout(),
              pattern.epoch(),
              pattern.probes(),
              pattern.power(),
              pattern.planned(),
              true,
              ""));
    }
    return Estates.site(Estates.withHosts(service, hosts));
  }

  private static Snapshot records(int number) {
    var latest = new ArrayList<AuditRecord>();
    for (int i = 0; i < Snapshot.LATEST; i++) {
      long id = 1_000L + (long) number * PER_PICTURE + PER_PICTURE - i;
      latest.add(
          Estates.written(
              id, 0, Kind.PROBE_FAILED, Severity.WARNING, "haos", "control", "refused " + id));
    }
    return Estates.calm().with(List.copyOf(latest));
  }
}
