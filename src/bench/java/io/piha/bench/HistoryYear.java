package io.piha.bench;

import io.piha.arbiter.HostClaim;
import io.piha.journal.History;
import io.piha.journal.HistoryLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A year of ten hosts, each with a heartbeat every 30 s, written day by day and rolled up as it
 * grows old: how large the history is, and how long the timeline waits for what it draws.
 */
final class HistoryYear implements Benchmark {
  static final String SERVICE = "home-assistant";
  static final Instant FIRST = Instant.parse("2025-03-01T00:00:00Z");
  private static final int DAYS = 365;
  private static final int HOSTS = 10;
  private static final int A_DAY = 2_880;
  private static final int BUCKETS = 3_600;
  private static final int ASKED = 40;

  @Override
  public String name() {
    return "history-year";
  }

  @Override
  public void run(Sheet sheet) throws Exception {
    Path folder = Folders.temporary();
    try {
      Times days = new Times(DAYS);
      for (int day = 0; day < DAYS; day++) {
        long began = System.nanoTime();
        write(folder, FIRST.plus(Duration.ofDays(day)));
        days.add(System.nanoTime() - began);
      }
      sheet.figures("a day of ten hosts written and rolled up", days);
      sheet.figure("a year of ten hosts", sizeOf(folder) / 1e6, "MB");
      ask(sheet, folder);
    } finally {
      Folders.delete(folder);
    }
  }

  static void write(Path folder, Instant day) {
    Instant end = day.plus(Duration.ofDays(1));
    try (History history = History.start(folder, History.KEEP_BEATS, () -> end)) {
      for (int beat = 0; beat < A_DAY; beat++) {
        Instant at = day.plusSeconds(30L * beat);
        for (int host = 0; host < HOSTS; host++) {
          history.heartbeat(
              SERVICE,
              "host-" + host,
              at.plusMillis(host),
              OptionalLong.of(7),
              Optional.of(host == 0 ? HostClaim.LEADER : HostClaim.PASSIVE));
        }
      }
    }
  }

  private static void ask(Sheet sheet, Path folder) throws IOException {
    Map<String, Duration> spans = new LinkedHashMap<>();
    spans.put("an hour", Duration.ofHours(1));
    spans.put("a day", Duration.ofDays(1));
    spans.put("a month", Duration.ofDays(30));
    spans.put("the year", Duration.ofDays(DAYS));
    Instant end = FIRST.plus(Duration.ofDays(DAYS));
    try (HistoryLog log = HistoryLog.open(folder)) {
      for (Map.Entry<String, Duration> each : spans.entrySet()) {
        Times times = new Times(ASKED);
        for (int i = 0; i < ASKED; i++) {
          String host = "host-" + i % HOSTS;
          long began = System.nanoTime();
          if (log.heartbeats(SERVICE, host, end.minus(each.getValue()), end, BUCKETS).isEmpty()) {
            throw new IllegalStateException("nothing is kept of " + each.getKey());
          }
          times.add(System.nanoTime() - began);
        }
        sheet.figures("one host's strip of " + each.getKey(), times);
      }
    }
  }

  private static long sizeOf(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
