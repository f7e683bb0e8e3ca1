package io.piha.console.kit;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Carries values from any thread to the screen's thread, and keeps only the newest on the way, so
 * that a burst of snapshots costs one update. In a test the destination is a queue of frames.
 */
public final class LatestOnly<T> implements Consumer<T> {

  private final AtomicReference<@Nullable T> waiting = new AtomicReference<>();
  private final Executor destination;
  private final Consumer<? super T> receiver;

  /**
   * @param destination runs what it is given later, on the thread that may call the receiver
   */
  public LatestOnly(Executor destination, Consumer<? super T> receiver) {
    this.destination = destination;
    this.receiver = receiver;
  }

  /** The screen's thread; the one place that names it. */
  public static Executor screen() {
    return Platform::runLater;
  }

  @Override
  public void accept(T value) {
    if (waiting.getAndSet(value) == null) {
      destination.execute(this::deliver);
    }
  }

  private void deliver() {
    T newest = waiting.getAndSet(null);
    if (newest != null) {
      receiver.accept(newest);
    }
  }
}
