package io.piha.journal;

import static io.piha.journal.Entries.NOON;
import static io.piha.journal.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveriesTest {
  @TempDir Path folder;

  @Test
  void eachSinkIsOwedWhatItHasNotConfirmedInOrder() throws Exception {
    try (Journal journal = Journal.open(folder);
        AuditLog log = journal.log()) {
      journal.commit(NOON, Map.of(), List.of(entry("a"), entry("b"), entry("c")));
      try (Deliveries deliveries = Deliveries.open(folder, log)) {
        assertThat(ids(deliveries.owed("mqtt", 2))).containsExactly(1L, 2L);
        deliveries.delivered("mqtt", 2);
        deliveries.delivered("mqtt", 1);
        assertThat(ids(deliveries.owed("mqtt", 10))).containsExactly(3L);
        assertThat(deliveries.backlog("mqtt")).isEqualTo(1);
        assertThat(deliveries.backlog("syslog")).isEqualTo(3);
        deliveries.begin("influx", 3);
        deliveries.begin("mqtt", 0);
        assertThat(deliveries.backlog("influx")).isZero();
      }
      try (Deliveries deliveries = Deliveries.open(folder, log)) {
        assertThat(deliveries.cursor("mqtt")).isEqualTo(2);
        assertThat(deliveries.cursor("influx")).isEqualTo(3);
      }
    }
  }

  @Test
  void anOlderJournalPutBackDoesNotHideItsNewRecords() throws Exception {
    try (Journal journal = Journal.open(folder);
        AuditLog log = journal.log();
        Deliveries deliveries = Deliveries.open(folder, log)) {
      journal.commit(NOON, Map.of(), List.of(entry("a"), entry("b")));
      deliveries.delivered("mqtt", 2);
    }
    Files.delete(folder.resolve(Journal.FILE));
    try (Journal journal = Journal.open(folder);
        AuditLog log = journal.log();
        Deliveries deliveries = Deliveries.open(folder, log)) {
      journal.commit(NOON, Map.of(), List.of(entry("new")));
      assertThat(ids(deliveries.owed("mqtt", 10))).containsExactly(1L);
    }
  }

  private static List<Long> ids(List<AuditRecord> records) {
    return records.stream().map(AuditRecord::id).toList();
  }
}
