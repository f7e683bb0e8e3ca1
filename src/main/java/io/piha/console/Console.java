package io.piha.console;

import io.piha.console.frame.ConsoleWindow;
import io.piha.console.frame.Ending;
import io.piha.console.frame.Graphics;
import io.piha.console.frame.Theme;
import io.piha.console.frame.WindowMemory;
import io.piha.console.kit.Archive;
import io.piha.console.kit.Asker;
import io.piha.console.kit.LatestOnly;
import io.piha.console.kit.SetupDesk;
import io.piha.console.kit.Words;
import io.piha.console.setup.Choice;
import io.piha.console.setup.SetupModel;
import io.piha.console.setup.SetupWindow;
import io.piha.engine.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import javafx.application.Platform;

/** Opens the console's window. */
public final class Console {

  private Console() {}

  /**
   * Asks somebody who starts without a configuration what to do, and returns when that is known;
   * must not be called on the screen's thread. The toolkit is started here, and runs on for the
   * console's window unless there is nothing to open.
   *
   * @throws UnsupportedOperationException when there is no display
   */
  public static Choice welcome(SetupModel.Surroundings surroundings, SetupDesk desk)
      throws InterruptedException {
    var chosen = new CompletableFuture<Choice>();
    onScreen(
        () -> {
          try {
            var words = new Words(Locale.getDefault(), ZoneId.systemDefault());
            new SetupWindow(surroundings, desk, words, LatestOnly.screen()).open(chosen::complete);
          } catch (RuntimeException | Error broken) {
            chosen.completeExceptionally(broken);
            throw broken;
          }
        });
    Choice choice = answer(chosen);
    if (choice instanceof Choice.Nothing) {
      Platform.exit();
    }
    return choice;
  }

  /** Starts the toolkit, unless it runs already. */
  private static void onScreen(Runnable show) {
    ClassPreload.start();
    Graphics.choose();
    Platform.setImplicitExit(false);
    try {
      Platform.startup(
          () -> {
            Theme.withoutDefault();
            show.run();
          });
    } catch (IllegalStateException runningAlready) {
      LatestOnly.screen().execute(show);
    }
  }

  private static <T> T answer(CompletableFuture<T> of) throws InterruptedException {
    try {
      return of.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the console did not open", e.getCause());
    }
  }

  /**
   * Opens the window and returns when it was closed; must not be called on the screen's thread, and
   * once per process. The toolkit is started here, unless it runs already, and ended.
   *
   * @return what the operator wants of the engine after the window is gone
   * @throws UnsupportedOperationException when there is no display
   */
  public static Ending open(
      ConsoleSettings settings, SnapshotSource source, Asker asker, Archive archive)
      throws InterruptedException {
    var closed = new CompletableFuture<Ending>();
    onScreen(() -> show(settings, source, asker, archive, closed));
    try {
      return answer(closed);
    } finally {
      Platform.exit();
    }
  }

  private static void show(
      ConsoleSettings settings,
      SnapshotSource source,
      Asker asker,
      Archive archive,
      CompletableFuture<Ending> closed) {
    try {
      var words = new Words(Locale.getDefault(), ZoneId.systemDefault());
      var window =
          new ConsoleWindow(
              settings.surroundings(),
              new WindowMemory(settings.memory()),
              words,
              asker,
              archive,
              steady(),
              LatestOnly.screen());
      Consumer<Snapshot> door = new LatestOnly<>(LatestOnly.screen(), window::show);
      AutoCloseable subscription = source.subscribe(door);
      window.open(
          ending -> {
            end(subscription);
            closed.complete(ending);
          });
    } catch (RuntimeException | Error broken) {
      closed.completeExceptionally(broken);
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
