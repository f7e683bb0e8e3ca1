package io.piha.console.frame;

import io.piha.console.kit.LatestOnly;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Moves rings and countdowns while the window is seen, also when no snapshot comes: once a second,
 * and four times while something needs it. It is no JavaFX animation, because a running one draws
 * sixty frames a second even when nothing moves.
 */
final class Ticker implements AutoCloseable {

  private static final long HURRIED_MILLIS = 250;
  private static final long CALM_MILLIS = 1_000;

  private final LatestOnly<Boolean> door;
  private final Rhythm rhythm;
  private final Thread clock;

  /**
   * @param screen runs what it is given on the screen's thread
   * @param seen whether anybody can see the window; asked on the screen's thread
   */
  Ticker(Executor screen, Rhythm rhythm, BooleanSupplier seen, Runnable tick) {
    this.rhythm = rhythm;
    this.door =
        new LatestOnly<>(
            screen,
            _ -> {
              if (seen.getAsBoolean()) {
                tick.run();
              }
            });
    this.clock = Thread.ofPlatform().daemon().name("console-ticker").start(this::run);
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        TimeUnit.MILLISECONDS.sleep(rhythm.hurried() ? HURRIED_MILLIS : CALM_MILLIS);
        if (rhythm.due()) {
          door.accept(true);
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    clock.interrupt();
  }
}
