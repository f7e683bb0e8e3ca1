package io.piha.bench;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.journal.AuditRecord;
import io.piha.journal.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a decision waits for before it acts: its commit, with the disk's own time in it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
// made before the first round
@SuppressWarnings("NullAway.Init")
public class MicroJournal {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Entry ENTRY =
      Entry.ofSite(
          Kind.HEARTBEAT_LOST, Severity.WARNING, "No heartbeat for 92 s, limit 90 s; all refused.");

  private final byte[] state = new byte[1_500];
  private Path folder;
  private Journal journal;
  private byte turn;

  @Setup
  public void open() throws IOException {
    folder = Folders.temporary();
    journal = Journal.open(folder);
  }

  /** Two services' states and three audit records. */
  @Benchmark
  public List<AuditRecord> commit() throws IOException {
    state[0] = turn++;
    return journal.commit(
        NOON, Map.of("service/a", state, "service/b", state), Collections.nCopies(3, ENTRY));
  }

  @TearDown
  public void close() throws IOException {
    journal.close();
    Folders.delete(folder);
  }
}
