package io.piha.bench;

import io.piha.console.Console;
import io.piha.console.ConsoleSettings;
import io.piha.console.Estates;
import io.piha.console.kit.Archive;
import io.piha.console.kit.Asker;
import io.piha.engine.Snapshot;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.stage.Window;

/**
 * A console over a calm house of two hosts, and what its first frame took. As a program it tells
 * that and ends.
 *
 * @param millis from the toolkit's start until the first frame was laid out, ms
 * @param processorMillis of the whole process since it began, ms
 * @param audience takes the next pictures
 */
record FirstFrame(double millis, double processorMillis, Consumer<Snapshot> audience) {

  public static void main(String[] args) throws InterruptedException {
    FirstFrame taken = take();
    System.out.println(taken.millis() + " " + taken.processorMillis());
    System.exit(0); // the window would stay
  }

  /** Opens it, on the display there is or on one that is not there; once in a process. */
  static FirstFrame take() throws InterruptedException {
    Screens.headlessWithoutDisplay();
    var audience = new AtomicReference<Consumer<Snapshot>>(_ -> {});
    var subscribed = new CountDownLatch(1);
    long began = System.nanoTime();
    var _ = Thread.ofPlatform().daemon().start(() -> open(audience, subscribed));
    if (!subscribed.await(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the console did not open");
    }
    var drawn = new CountDownLatch(1);
    Platform.runLater(
        () ->
            Window.getWindows().getFirst().getScene().addPostLayoutPulseListener(drawn::countDown));
    Platform.requestNextPulse();
    drawn.await();
    double millis = (System.nanoTime() - began) / 1e6;
    return new FirstFrame(millis, spent(), audience.get());
  }

  private static void open(
      AtomicReference<Consumer<Snapshot>> audience, CountDownLatch subscribed) {
    Asker nobody = _ -> new CompletableFuture<>();
    try {
      Console.open(
          new ConsoleSettings("home", false, true, false, "bench", Optional.empty()),
          to -> {
            audience.set(to);
            to.accept(Estates.calm());
            subscribed.countDown();
            return () -> {};
          },
          nobody,
          Archive.NONE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static double spent() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime() / 1e6
        : Double.NaN;
  }
}
