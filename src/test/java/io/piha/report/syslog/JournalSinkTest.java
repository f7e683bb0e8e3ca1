package io.piha.report.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piha.journal.AuditLog;
import io.piha.journal.Deliveries;
import io.piha.journal.Journal;
import io.piha.journal.RecordFeed;
import io.piha.testing.Journald;
import io.piha.testing.NeedsPeer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A real systemd journal. */
@NeedsPeer({"systemd-journald", "journalctl"})
class JournalSinkTest {
  @TempDir Path folder;

  @Test
  void theJournalHasTheFieldsAndCatchesUpAfterAnOutage() throws Exception {
    assumeTrue(Journald.allowed(), "a journal of its own needs root");
    try (Journald journald = new Journald(folder);
        Journal journal = Journal.open(folder);
        AuditLog log = journal.log();
        Deliveries deliveries = Deliveries.open(folder, log);
        SyslogSink sink = SyslogSink.toJournal(journald.socket());
        RecordFeed feed = RecordFeed.start("journal", deliveries, sink)) {
      commit(journal, 1, 3);
      feed.wake();
      await("the first ones").until(() -> ids(journald).size() == 3);
      journald.kill();
      commit(journal, 4, 80);
      feed.wake();
      await("it is noticed").until(() -> feed.trouble().isPresent());
      assertThat(feed.trouble().orElseThrow()).contains("not there");
      journald.restart();
      feed.retry();
      await("what was owed").until(() -> ids(journald).size() == 80);
      assertThat(ids(journald)).isEqualTo(LongStream.rangeClosed(1, 80).boxed().toList());

      JsonNode entry = journald.entries("piha").getFirst();
      assertThat(entry.path("PIHA_KIND").asString("")).isEqualTo("promoted");
      assertThat(entry.path("PIHA_SERVICE").asString("")).isEqualTo("home-assistant");
      assertThat(entry.path("PIHA_HOST").asString("")).isEqualTo("standby");
      assertThat(entry.path("PIHA_EPOCH").asString("")).isEqualTo("8");
      assertThat(entry.path("PIHA_DETAIL").asString("")).isEqualTo("{\"silence_s\":92}");
      assertThat(entry.path("PRIORITY").asString("")).isEqualTo("4");
      assertThat(entry.path("MESSAGE").asString(""))
          .isEqualTo("home-assistant/standby: two\nlines, 1");
    }
  }

  private static List<Long> ids(Journald journald) throws Exception {
    return journald.entries("piha").stream()
        .map(each -> Long.parseLong(each.path("PIHA_ID").asString("0")))
        .distinct()
        .toList();
  }

  private static void commit(Journal journal, int from, int to) throws Exception {
    for (int i = from; i <= to; i++) {
      journal.commit(Records.NOON, Map.of(), List.of(Records.entry("two\nlines, " + i)));
    }
  }
}
