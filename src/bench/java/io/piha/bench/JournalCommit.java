package io.piha.bench;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.journal.AuditJson;
import io.piha.journal.AuditRecord;
import io.piha.journal.Journal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long a decision waits for the disk: small commits, a site-wide one, and what they are of. */
final class JournalCommit implements Benchmark {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int STATE_BYTES = 1_500;

  @Override
  public String name() {
    return "journal-commit";
  }

  @Override
  public void run(Sheet sheet) throws Exception {
    Path folder = Folders.temporary();
    try (Journal journal = Journal.open(folder)) {
      measure(journal, 2, 3, 2_000);
      measure(journal, 1_000, 3_000, 20);
      sheet.figures("commit of 2 states and 3 records", measure(journal, 2, 3, 500));
      sheet.figures("commit of 1,000 states and 3,000 records", measure(journal, 1_000, 3_000, 40));
      sheet.figures("commit of 1,000 states", measure(journal, 1_000, 0, 40));
      sheet.figures("commit of 3,000 records", measure(journal, 0, 3_000, 40));
      sheet.figure(
          "processor time of a record in a large commit", processorMicros(journal, 20), "µs");
      AuditRecord record = journal.commit(NOON, Map.of(), entries(1, 1)).getFirst();
      lines(record, 200_000);
      sheet.figures("a record as a JSON line, warm", lines(record, 200_000));
    } finally {
      Folders.delete(folder);
    }
  }

  private static Times measure(Journal journal, int states, int records, int rounds)
      throws IOException {
    Times times = new Times(rounds);
    for (int round = 0; round < rounds; round++) {
      Map<String, byte[]> changed = states(states, round);
      List<Entry> entries = entries(records, round);
      long began = System.nanoTime();
      journal.commit(NOON.plusSeconds(round), changed, entries);
      times.add(System.nanoTime() - began);
    }
    return times;
  }

  /** Unlike the times above, the same on a busy machine. */
  private static double processorMicros(Journal journal, int rounds) throws IOException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    List<Entry> entries = entries(3_000, 1);
    long began = threads.getCurrentThreadCpuTime();
    for (int round = 0; round < rounds; round++) {
      journal.commit(NOON, Map.of(), entries);
    }
    return (threads.getCurrentThreadCpuTime() - began) / 1e3 / rounds / entries.size();
  }

  private static Times lines(AuditRecord record, int rounds) {
    Times times = new Times(rounds);
    int length = 0;
    for (int round = 0; round < rounds; round++) {
      long began = System.nanoTime();
      length += AuditJson.line(record).length();
      times.add(System.nanoTime() - began);
    }
    if (length == 0) {
      throw new IllegalStateException("A line cannot be empty");
    }
    return times;
  }

  private static Map<String, byte[]> states(int count, int round) {
    Map<String, byte[]> states = new HashMap<>();
    for (int i = 0; i < count; i++) {
      byte[] value = new byte[STATE_BYTES];
      byte[] text = ("state " + i + " " + round).getBytes(StandardCharsets.UTF_8);
      System.arraycopy(text, 0, value, 0, text.length);
      states.put("service/service-" + i, value);
    }
    return states;
  }

  private static List<Entry> entries(int count, int round) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(
          new Entry(
              Kind.HEARTBEAT_LOST,
              Severity.WARNING,
              "service-" + i,
              "haos",
              (long) round,
              Entry.CONTROL,
              "No heartbeat for 92 s, limit 90 s; both probes refused.",
              Map.of("silence_s", 92L, "probes", Map.of("core", "refused", "api", "timed out"))));
    }
    return entries;
  }
}
