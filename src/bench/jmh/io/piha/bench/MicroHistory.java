package io.piha.bench;

import io.piha.journal.HeartbeatBucket;
import io.piha.journal.HistoryLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What the timeline asks when it draws one host: ten hosts, kept for ten days. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
// made before the first round
@SuppressWarnings("NullAway.Init")
public class MicroHistory {
  private static final int DAYS = 10;
  private static final int BUCKETS = 3_600;
  private static final Instant END = HistoryYear.FIRST.plus(Duration.ofDays(DAYS));

  private Path folder;
  private HistoryLog log;

  @Setup
  public void write() throws IOException {
    folder = Folders.temporary();
    for (int day = 0; day < DAYS; day++) {
      HistoryYear.write(folder, HistoryYear.FIRST.plus(Duration.ofDays(day)));
    }
    log = HistoryLog.open(folder);
  }

  @Benchmark
  public List<HeartbeatBucket> hour() throws IOException {
    return strip(Duration.ofHours(1));
  }

  @Benchmark
  public List<HeartbeatBucket> day() throws IOException {
    return strip(Duration.ofDays(1));
  }

  private List<HeartbeatBucket> strip(Duration span) throws IOException {
    return log.heartbeats(HistoryYear.SERVICE, "host-3", END.minus(span), END, BUCKETS);
  }

  @TearDown
  public void close() throws IOException {
    log.close();
    Folders.delete(folder);
  }
}
