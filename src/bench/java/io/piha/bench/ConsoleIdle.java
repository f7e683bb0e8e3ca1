package io.piha.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * What the console costs while nothing happens: two hosts, a picture each second in which only
 * heartbeats and probes have come and ages have grown, also those in its sentences, the window in
 * sight. Beside it in the same process, as the engine would, a simulated house makes the pictures.
 * Opens on the display there is; without one, on a screen that is not there. In a process of its
 * own, with a window's settings.
 */
final class ConsoleIdle implements Benchmark {
  private static final Duration WARM_UP = Duration.parse(System.getProperty("warm", "PT20S"));
  private static final Duration MEASURED = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "console-idle";
  }

  @Override
  public void run(Sheet sheet) throws Exception {
    WindowProcess.measure(sheet, ConsoleIdle.class);
  }

  public static void main(String[] args) throws Exception {
    Sheet sheet = Sheet.told(System.out);
    FirstFrame first = FirstFrame.take();
    sheet.figure("toolkit started to first frame", first.millis(), "ms");
    sheet.figure("processor time of the process until then", first.processorMillis(), "ms");
    var pulse = Executors.newSingleThreadScheduledExecutor();
    var house = new CalmHouse();
    var _ =
        pulse.scheduleAtFixedRate(
            () -> first.audience().accept(house.next()), 1, 1, TimeUnit.SECONDS);
    TimeUnit.NANOSECONDS.sleep(WARM_UP.toNanos());
    var before = cpu();
    long from = System.nanoTime();
    TimeUnit.NANOSECONDS.sleep(MEASURED.toNanos());
    tell(sheet, before, cpu(), System.nanoTime() - from);
    memory(sheet);
    pulse.shutdownNow();
    System.exit(0); // the window would stay
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
}
