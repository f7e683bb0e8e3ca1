package io.piha.console;

import io.piha.console.frame.ConsoleWindow;
import io.piha.console.kit.Asker;
import io.piha.console.kit.LatestOnly;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javafx.application.Platform;

/** Opens the console's window. */
public final class Console {

  private Console() {}

  /**
   * Opens the window and returns when it was closed; must not be called on the screen's thread, and
   * once per process. The toolkit is started here.
   *
   * @param onQuit called on the calling thread after the window is gone, so that the engine may
   *     take its time to stop
   * @throws UnsupportedOperationException when there is no display
   */
  public static void open(
      ConsoleSettings settings, SnapshotSource source, Asker asker, Runnable onQuit)
      throws InterruptedException {
    var closed = new CountDownLatch(1);
    Platform.setImplicitExit(false);
    Platform.startup(() -> show(settings, source, asker, closed));
    try {
      closed.await();
      Platform.exit();
    } finally {
      onQuit.run();
    }
  }

  private static void show(
      ConsoleSettings settings, SnapshotSource source, Asker asker, CountDownLatch closed) {
    try {
      var words = new Words(Locale.getDefault(), ZoneId.systemDefault());
      var window =
          new ConsoleWindow(settings.surroundings(), words, asker, steady(), LatestOnly.screen());
      Consumer<Snapshot> door = new LatestOnly<>(LatestOnly.screen(), window::show);
      AutoCloseable subscription = source.subscribe(door);
      window.open(
          () -> {
            end(subscription);
            closed.countDown();
          });
    } catch (RuntimeException | Error broken) {
      closed.countDown();
      throw broken;
    }
  }

  private static void end(AutoCloseable subscription) {
    try {
      subscription.close();
    } catch (Exception e) {
      throw new IllegalStateException("the console's subscription did not end", e);
    }
  }

  /** A clock that never jumps: wall time once, and monotonic time since. */
  private static InstantSource steady() {
    Instant start = Instant.now();
    long nanos = System.nanoTime();
    return () -> start.plus(Duration.ofNanos(System.nanoTime() - nanos));
  }
}
