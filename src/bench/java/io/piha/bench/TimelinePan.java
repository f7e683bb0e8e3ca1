package io.piha.bench;

import io.piha.arbiter.HostClaim;
import io.piha.console.Estates;
import io.piha.console.frame.ConsoleScene;
import io.piha.console.frame.Surroundings;
import io.piha.console.kit.FolderArchive;
import io.piha.console.kit.Words;
import io.piha.journal.History;
import io.piha.journal.Journal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;

/**
 * How smoothly a timeline with a million heartbeats pans: a year of one host, one every 30 s, in a
 * real history store, dragged by the arrow keys once a frame at several distances. Tells how many
 * frames a second were drawn and how long the slowest took.
 */
final class TimelinePan implements Benchmark {
  private static final int BEATS = 1_000_000;
  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final int AT_ONCE = 60_000;
  private static final int FRAMES = 300;
  private static final Instant NOW = Estates.NOW;

  @Override
  public String name() {
    return "timeline-pan";
  }

  @Override
  public void run(Sheet sheet) throws Exception {
    Screens.headlessWithoutDisplay();
    Path folder = Folders.temporary();
    long began = System.nanoTime();
    fill(folder);
    sheet.figure(BEATS + " heartbeats written", seconds(began), "s");
    var stage = new CompletableFuture<Stage>();
    try (var archive = new FolderArchive(folder, _ -> false)) {
      Screens.start(() -> stage.complete(open(archive)));
      Stage shown = stage.get(1, TimeUnit.MINUTES);
      TimeUnit.SECONDS.sleep(2);
      pan(sheet, shown, "half an hour in sight", 0);
      pan(sheet, shown, "about a day in sight", 10);
      pan(sheet, shown, "about a month in sight", 8);
      pan(sheet, shown, "about a year in sight", 6);
      Screens.run(shown::close);
    } finally {
      Folders.delete(folder);
    }
  }

  private static void fill(Path folder) throws Exception {
    Instant first = NOW.minus(EVERY.multipliedBy(BEATS));
    Duration keep = Duration.ofDays(400);
    for (int from = 0; from < BEATS; from += AT_ONCE) {
      try (History history = History.start(folder, keep, () -> NOW)) {
        for (int i = from; i < Math.min(BEATS, from + AT_ONCE); i++) {
          history.heartbeat(
              "home-assistant",
              "haos",
              first.plus(EVERY.multipliedBy(i)),
              OptionalLong.of(7),
              Optional.of(HostClaim.LEADER));
        }
      }
    }
    Journal.open(folder).close();
  }

  private static Stage open(FolderArchive archive) {
    var scene =
        new ConsoleScene(
            new Surroundings("home", false, true, false, "bench"),
            new Words(Locale.ENGLISH, ZoneId.of("UTC")),
            _ -> new CompletableFuture<>(),
            archive,
            () -> NOW,
            Platform::runLater,
            Runnable::run);
    var stage = new Stage();
    stage.setScene(scene.scene());
    stage.setWidth(1400);
    stage.setHeight(880);
    stage.show();
    scene.show(Estates.calm());
    ((ToggleButton) scene.scene().lookup("#timeline.rail-page")).fire();
    return stage;
  }

  private static void pan(Sheet sheet, Stage stage, String name, int further) throws Exception {
    var done = new CountDownLatch(1);
    long[] took = new long[FRAMES];
    Screens.run(
        () -> {
          Node canvas = canvas(stage);
          for (int i = 0; i < further; i++) {
            press(canvas, KeyCode.MINUS);
          }
        });
    TimeUnit.SECONDS.sleep(1);
    Screens.run(() -> new Drag(canvas(stage), took, done).start());
    done.await();
    long all = Arrays.stream(took).sum();
    Arrays.sort(took);
    sheet.figure(name, 1e9 * FRAMES / all, "frames/s");
    sheet.figure(name + ", between frames, median", took[FRAMES / 2] / 1e6, "ms");
    sheet.figure(name + ", between frames, p99", took[FRAMES * 99 / 100] / 1e6, "ms");
    sheet.figure(name + ", between frames, worst", took[FRAMES - 1] / 1e6, "ms");
  }

  private static Node canvas(Stage stage) {
    return stage.getScene().getRoot().lookupAll(".timeline-canvas").stream()
        .filter(node -> node.getLayoutBounds().getWidth() > 0)
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  private static void press(Node node, KeyCode code) {
    Event.fireEvent(
        node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** Pans once a frame, there and back, and notes how far the frames lie apart. */
  private static final class Drag extends AnimationTimer {
    private final Node canvas;
    private final long[] took;
    private final CountDownLatch done;
    private int frame = -1;
    private long last;

    private Drag(Node canvas, long[] took, CountDownLatch done) {
      this.canvas = canvas;
      this.took = took;
      this.done = done;
    }

    @Override
    public void handle(long now) {
      long at = System.nanoTime();
      if (frame >= 0) {
        took[frame] = at - last;
      }
      last = at;
      frame++;
      if (frame >= FRAMES) {
        stop();
        done.countDown();
      } else {
        press(canvas, frame % 100 < 70 ? KeyCode.LEFT : KeyCode.RIGHT);
      }
    }
  }
}
