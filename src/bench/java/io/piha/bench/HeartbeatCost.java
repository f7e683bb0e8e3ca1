package io.piha.bench;

import com.sun.management.OperatingSystemMXBean;
import io.piha.arbiter.Signal;
import io.piha.arbiter.Timing;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Processor time per heartbeat of a thousand services, over a real broker and without one, and what
 * of it is due to the heartbeats: less what the process costs without any, and less the compiler,
 * which is still at work minutes after the start.
 */
final class HeartbeatCost implements Benchmark {
  private static final int SERVICES = 1_000;
  private static final int RATE = 3_000;
  private static final int FLOOD_SECONDS = 45;
  private static final int WARM_UP_SECONDS = FLOOD_SECONDS + 10;
  private static final int ROUND_SECONDS = 10;
  private static final int ROUNDS = 3;

  /** Whatever makes heartbeats come. */
  private interface Source extends AutoCloseable {
    @Override
    void close();
  }

  @Override
  public String name() {
    return "heartbeats";
  }

  @Override
  public void run(Sheet sheet) throws Exception {
    AtomicLong heard = new AtomicLong();
    try (Plant plant =
        new Plant(
            Services.policy(SERVICES, Timing.DEFAULT),
            SERVICES,
            (_, _) -> true,
            _ -> {},
            _ -> {})) {
      plant.engine.onDecision(
          (_, _, _, decision) ->
              heard.addAndGet(decision.effects().isEmpty() ? decision.services().size() : 0));
      Map<String, Double> broker =
          measure(sheet, "over the broker", heard, sender(plant.broker.port()));
      measure(sheet, "engine alone", heard, direct(plant));
      Map<String, Double> standing = measure(sheet, "no heartbeats at all", heard, () -> {});
      double net = 0;
      for (Map.Entry<String, Double> each : broker.entrySet()) {
        if (!each.getKey().equals("compiler")) {
          net += each.getValue() - standing.getOrDefault(each.getKey(), 0.0);
        }
      }
      sheet.figure("due to a heartbeat over the broker, without the compiler", net / RATE, "µs");
    }
  }

  private static Source sender(int port) throws IOException {
    return PlantProcess.hosts(port, SERVICES, RATE, FLOOD_SECONDS, 10)::destroy;
  }

  /** Its own thread is counted under "rest"; it makes the signal anew as the link does. */
  private static Source direct(Plant plant) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("bench-direct")
            .start(
                () -> {
                  for (long sent = 0; !Thread.currentThread().isInterrupted(); sent++) {
                    plant.engine.offer(beat(sent, plant));
                    if (sent % (RATE / 200) == 0) {
                      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                    }
                  }
                });
    return thread::interrupt;
  }

  private static Signal beat(long sent, Plant plant) {
    int host = (int) (sent / SERVICES % 2);
    return Services.heartbeat((int) (sent % SERVICES), host, 0, 1, plant.clock.instant());
  }

  /** Tells; gives the processor time per second in µs, by kind of thread. */
  private static Map<String, Double> measure(
      Sheet sheet, String what, AtomicLong heard, Source source) throws Exception {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    try (source) {
      TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
      double[] micros = new double[ROUNDS];
      long all = 0;
      ThreadShares from = ThreadShares.now();
      for (int round = 0; round < ROUNDS; round++) {
        long count = heard.get();
        long cpu = system.getProcessCpuTime();
        TimeUnit.SECONDS.sleep(ROUND_SECONDS);
        long beats = heard.get() - count;
        micros[round] = (system.getProcessCpuTime() - cpu) / 1e3 / Math.max(1, beats);
        all += beats;
      }
      Map<String, Long> shares = new TreeMap<>(ThreadShares.now().since(from));
      Arrays.sort(micros);
      double seconds = ROUNDS * (double) ROUND_SECONDS;
      Map<String, Double> perSecond = new TreeMap<>();
      shares.forEach((kind, ns) -> perSecond.put(kind, ns / 1e3 / seconds));
      if (all < seconds) {
        shares.forEach(
            (kind, ns) -> sheet.figure(what + ": " + kind, ns / 1e6 / seconds, "ms a second"));
        return perSecond;
      }
      sheet.figure(what, micros[ROUNDS / 2], "µs");
      sheet.figure(what + ": heartbeats", all / seconds, "a second");
      long beats = all;
      shares.forEach((kind, ns) -> sheet.figure(what + ": " + kind, ns / 1e3 / beats, "µs"));
      return perSecond;
    }
  }
}
