package io.piha.bench;

import io.piha.cli.StoryHouse;
import io.piha.console.frame.ConsoleScene;
import io.piha.console.frame.Surroundings;
import io.piha.console.kit.LatestOnly;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javafx.stage.Stage;

/**
 * The demonstration's failover as an operator sees it, frame by frame: five minutes with the engine
 * beside the window, the overview in sight and its ticks as in life. {@code -Dspeed=X} shortens the
 * story (default 3, so that a whole failover fits), {@code -Dlasting=PT1M} the time.
 */
final class ConsoleFailover implements Benchmark {
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "console-failover";
  }

  @Override
  public void run(Sheet sheet) throws Exception {
    Screens.headlessWithoutDisplay();
    double speed = Double.parseDouble(System.getProperty("speed", "3"));
    Duration lasting = Duration.parse(System.getProperty("lasting", "PT5M"));
    try (StoryHouse house = new StoryHouse(speed)) {
      var opened = new CompletableFuture<ConsoleScene>();
      var shown = new CompletableFuture<Stage>();
      Screens.start(() -> open(house, opened, shown));
      ConsoleScene scene = opened.get(1, TimeUnit.MINUTES);
      var door = new LatestOnly<Snapshot>(LatestOnly.screen(), scene::show);
      var frames = new Frames();
      var ticks = Executors.newSingleThreadScheduledExecutor();
      var tick = new LatestOnly<Boolean>(LatestOnly.screen(), _ -> scene.tick());
      var _ = ticks.scheduleAtFixedRate(() -> tick.accept(true), 1, 1, TimeUnit.SECONDS);
      AutoCloseable watch = house.source().subscribe(door);
      try {
        TimeUnit.NANOSECONDS.sleep(WARM_UP.toNanos());
        Screens.run(frames::start);
        TimeUnit.NANOSECONDS.sleep(lasting.toNanos());
        Screens.run(frames::stop);
      } finally {
        watch.close();
        ticks.shutdownNow();
      }
      frames.tell(sheet, "a failover");
      Screens.run(shown.get()::close);
    }
  }

  private static void open(
      StoryHouse house, CompletableFuture<ConsoleScene> opened, CompletableFuture<Stage> shown) {
    var scene =
        new ConsoleScene(
            new Surroundings("home", true, false, false, "bench"),
            new Words(Locale.ENGLISH, ZoneId.of("UTC")),
            house.asker(),
            house.archive(),
            Clock.systemUTC(),
            LatestOnly.screen(),
            Runnable::run);
    var stage = new Stage();
    stage.setScene(scene.scene());
    stage.setWidth(1400);
    stage.setHeight(880);
    stage.show();
    shown.complete(stage);
    opened.complete(scene);
  }
}
