package io.piha.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process that hears heartbeats and says once a second, on {@code bench/heard/NAME}, how many it
 * has heard. What it used is taken at the moment it says so, so that both belong together.
 */
final class Watcher implements AutoCloseable {

  /**
   * How far it has come.
   *
   * @param cpu processor time since its start (Linux: in steps of 10 ms)
   * @param nanos when
   */
  record Mark(long heard, Duration cpu, long nanos) {

    /** Processor time per heartbeat since then, in µs. */
    double microsSince(Mark before) {
      return cpu.minus(before.cpu).toNanos() / 1e3 / Math.max(1, heard - before.heard);
    }

    double heardPerSecondSince(Mark before) {
      return (heard - before.heard) * 1e9 / Math.max(1, nanos - before.nanos);
    }
  }

  private final String name;
  private final Process process;
  private final ConcurrentHashMap<String, Mark> marks;

  /**
   * @param marks where {@link #listen} keeps what is said
   */
  Watcher(String name, Process process, ConcurrentHashMap<String, Mark> marks) {
    this.name = name;
    this.process = process;
    this.marks = marks;
  }

  String name() {
    return name;
  }

  /** Takes down what these watchers say from now on. */
  static void listen(WireClient ear, List<Watcher> watchers) throws IOException {
    ear.subscribe(
        "bench/heard/+",
        (topic, count) ->
            watchers.stream()
                .filter(each -> topic.endsWith("/" + each.name))
                .forEach(each -> each.said(Long.parseLong(count))));
  }

  private void said(long heard) {
    Duration cpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
    marks.put(name, new Mark(heard, cpu, System.nanoTime()));
  }

  /** What it says next. */
  Mark next() throws InterruptedException {
    @Nullable Mark last = marks.get(name);
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    @Nullable Mark now = last;
    while (now == null || now.equals(last)) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException(name + " says nothing; alive: " + process.isAlive());
      }
      TimeUnit.MILLISECONDS.sleep(20);
      now = marks.get(name);
    }
    return now;
  }

  /** The memory it holds, in MiB (Linux); 0 where that is not told. */
  double residentMib() throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
        .findFirst()
        .orElse(0);
  }

  /** Ends the process and waits for its end. */
  @Override
  public void close() {
    process.destroy();
    awaitEnd(20);
  }

  /** Waits for its end so long, then forces it. */
  void awaitEnd(int seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
