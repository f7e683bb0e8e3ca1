package io.piha.console.frame;

import io.piha.console.kit.LatestOnly;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Moves rings and countdowns while the window is seen, also when no snapshot comes: once a second,
 * and four times while something needs it. It is no JavaFX animation, because a running one draws
 * sixty frames a second even when nothing moves.
 */
final class Ticker implements AutoCloseable {

  private static final long MILLIS = 250;
  private static final int CALM = 4;

  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(
          1, work -> Thread.ofPlatform().daemon().name("console-ticker").unstarted(work));
  private int beats;

  /**
   * @param screen runs what it is given on the screen's thread
   * @param hurried whether something needs more than one tick a second; asked on any thread
   * @param seen whether anybody can see the window; asked on the screen's thread
   */
  Ticker(Executor screen, BooleanSupplier hurried, BooleanSupplier seen, Runnable tick) {
    var door =
        new LatestOnly<Boolean>(
            screen,
            _ -> {
              if (seen.getAsBoolean()) {
                tick.run();
              }
            });
    var _ =
        clock.scheduleAtFixedRate(
            () -> {
              beats++;
              if (beats % CALM == 0 || hurried.getAsBoolean()) {
                door.accept(true);
              }
            },
            MILLIS,
            MILLIS,
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
