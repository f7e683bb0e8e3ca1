package io.piha.bench;

import io.piha.console.Console;
import io.piha.console.ConsoleSettings;
import io.piha.console.Estates;
import io.piha.console.kit.Archive;
import io.piha.console.kit.Asker;
import io.piha.engine.Snapshot;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.stage.Window;

/**
 * What the console costs while nothing happens: two hosts, a picture each second in which only the
 * ages of the heartbeats have moved, the window in sight. Opens on the display there is; without
 * one, on a screen that is not there.
 */
final class ConsoleIdle implements Benchmark {
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration MEASURED = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "console-idle";
  }

  @Override
  public void run(Sheet sheet) throws Exception {
    if (System.getenv("DISPLAY") == null) {
      System.setProperty("glass.platform", "Headless");
      System.setProperty("prism.order", "sw");
    }
    var audience = new AtomicReference<Consumer<Snapshot>>(_ -> {});
    var subscribed = new CountDownLatch(1);
    Asker nobody = _ -> new CompletableFuture<>();
    long began = System.nanoTime();
    var _ =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    Console.open(
                        new ConsoleSettings("home", false, true, false, "bench", Optional.empty()),
                        to -> {
                          audience.set(to);
                          to.accept(at(0));
                          subscribed.countDown();
                          return () -> {};
                        },
                        nobody,
                        Archive.NONE);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    subscribed.await();
    firstFrame();
    sheet.figure("toolkit started to first frame", millis(began), "ms");
    var pulse = Executors.newSingleThreadScheduledExecutor();
    long[] second = {0};
    var _ =
        pulse.scheduleAtFixedRate(
            () -> audience.get().accept(at(++second[0])), 1, 1, TimeUnit.SECONDS);
    TimeUnit.NANOSECONDS.sleep(WARM_UP.toNanos());
    var before = cpu();
    long from = System.nanoTime();
    TimeUnit.NANOSECONDS.sleep(MEASURED.toNanos());
    tell(sheet, before, cpu(), System.nanoTime() - from);
    memory(sheet);
    pulse.shutdownNow();
    // Put away, not closed: that would end the toolkit, which the next benchmark needs.
    Platform.runLater(() -> ((Stage) Window.getWindows().getFirst()).setIconified(true));
  }

  /** A calm house some seconds later: each host was heard again in the meantime. */
  private static Snapshot at(long second) {
    return Estates.later(Estates.calm(), Duration.ofSeconds(second % 20));
  }

  private static void firstFrame() throws InterruptedException {
    var drawn = new CountDownLatch(1);
    Platform.runLater(
        () ->
            Window.getWindows().getFirst().getScene().addPostLayoutPulseListener(drawn::countDown));
    Platform.requestNextPulse();
    drawn.await();
  }

  private static Map<String, Long> cpu() {
    var threads = ManagementFactory.getThreadMXBean();
    var spent = new TreeMap<String, Long>();
    for (long id : threads.getAllThreadIds()) {
      var info = threads.getThreadInfo(id);
      if (info != null) {
        spent.merge(info.getThreadName(), threads.getThreadCpuTime(id), Long::sum);
      }
    }
    return spent;
  }

  private static void tell(
      Sheet sheet, Map<String, Long> before, Map<String, Long> after, long nanos) {
    double sum = 0;
    for (var each : after.entrySet()) {
      double share = 100.0 * (each.getValue() - before.getOrDefault(each.getKey(), 0L)) / nanos;
      sum += share;
      if (share >= 0.01) {
        sheet.say(String.format(Locale.ROOT, "%s: %.2f %% of a core", each.getKey(), share));
      }
    }
    sheet.figure("all threads, idle", sum, "% of a core");
  }

  private static void memory(Sheet sheet) throws IOException {
    System.gc();
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    sheet.figure("heap in use", heap.getUsed() / 1048576.0, "MiB");
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          long kib = Long.parseLong(line.replaceAll("\\D", ""));
          sheet.figure("resident", kib / 1024.0, "MiB");
        }
      }
    }
  }

  private static double millis(long since) {
    return (System.nanoTime() - since) / 1e6;
  }
}
