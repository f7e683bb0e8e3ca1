package io.piha.bench;

import io.piha.arbiter.HostClaim;
import io.piha.journal.History;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/** What a heartbeat costs its receiver, and what keeping it costs the processor afterwards. */
final class HistoryOffer implements Benchmark {
  private static final int SERVICES = 1_000;
  private static final int ROUNDS = 60;
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Override
  public String name() {
    return "history-offer";
  }

  @Override
  public void run(Sheet sheet) throws Exception {
    String[] names = new String[SERVICES];
    for (int i = 0; i < SERVICES; i++) {
      names[i] = "service-" + i;
    }
    for (int pass = 0; pass < 3; pass++) {
      pass(sheet, names, pass == 2);
    }
  }

  private static void pass(Sheet sheet, String[] names, boolean tell) throws Exception {
    Path folder = Folders.temporary();
    long cpuBefore = processCpu();
    long offering = 0;
    int beats = 0;
    History history =
        History.start(
            folder, Duration.ofDays(7), InstantSource.fixed(NOON.plus(Duration.ofHours(2))));
    for (int round = 0; round < ROUNDS; round++) {
      Instant at = NOON.plusSeconds(30L * round);
      long began = System.nanoTime();
      for (String name : names) {
        history.heartbeat(name, "haos", at, OptionalLong.of(7), Optional.of(HostClaim.LEADER));
        beats++;
      }
      offering += System.nanoTime() - began;
    }
    history.close();
    long cpu = processCpu() - cpuBefore;
    Folders.delete(folder);
    if (tell) {
      sheet.figure("offering a heartbeat", offering / 1e3 / beats, "µs");
      sheet.figure("all of the processor, written and rolled up", cpu / 1e3 / beats, "µs");
      sheet.figure("dropped of " + beats, (double) history.dropped(), "heartbeats");
    }
  }

  private static long processCpu() {
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      return system.getProcessCpuTime();
    }
    return 0;
  }
}
