package io.piha.console.frame;

import io.piha.console.kit.LatestOnly;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Moves rings and countdowns while the window is seen, also when no snapshot comes. It is no JavaFX
 * animation, because a running one draws sixty frames a second even when nothing moves.
 */
final class Ticker implements AutoCloseable {

  private static final long MILLIS = 250;

  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(
          1, work -> Thread.ofPlatform().daemon().name("console-ticker").unstarted(work));

  /**
   * @param seen whether anybody can see the window; asked on the screen's thread
   */
  Ticker(Executor screen, BooleanSupplier seen, Runnable tick) {
    var door =
        new LatestOnly<Boolean>(
            screen,
            _ -> {
              if (seen.getAsBoolean()) {
                tick.run();
              }
            });
    var _ =
        clock.scheduleAtFixedRate(() -> door.accept(true), MILLIS, MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
