package io.piha.journal;

import static io.piha.journal.Entries.NOON;
import static io.piha.journal.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.arbiter.Kind;
import io.piha.journal.Verification.Broken;
import io.piha.journal.Verification.Verified;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  @TempDir Path folder;
  private Journal journal;
  private AuditLog log;

  @BeforeEach
  void write() throws Exception {
    journal = Journal.open(folder);
    log = journal.log();
    for (int i = 0; i < 5; i++) {
      Kind kind = i % 2 == 0 ? Kind.HEARTBEAT_LOST : Kind.PROMOTED;
      String service = i < 3 ? "home-assistant" : "mqtt";
      journal.commit(
          NOON.plusSeconds(i), Map.of(), List.of(entry(kind, service, "h" + i, "R" + i)));
    }
  }

  @AfterEach
  void close() throws Exception {
    log.close();
    journal.close();
  }

  @Test
  void filtersNarrowTogether() throws Exception {
    AuditFilter all = AuditFilter.oldestFirst(100);
    assertThat(ids(all)).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(ids(all.kind(Kind.PROMOTED))).containsExactly(2L, 4L);
    assertThat(ids(all.kind(Kind.PROMOTED).service("mqtt"))).containsExactly(4L);
    assertThat(ids(all.host("h2"))).containsExactly(3L);
    assertThat(ids(all.by("control").text("r4"))).containsExactly(5L);
    assertThat(ids(all.by("operator:eve"))).isEmpty();
    assertThat(ids(all.since(NOON.plusSeconds(1)).until(NOON.plusSeconds(3))))
        .containsExactly(2L, 3L);
    assertThat(ids(all.text("' OR 1=1 --"))).isEmpty();
  }

  @Test
  void pagesGoOnInEitherDirection() throws Exception {
    assertThat(ids(AuditFilter.oldestFirst(2).after(2))).containsExactly(3L, 4L);
    assertThat(ids(AuditFilter.newestFirst(2).after(4))).containsExactly(3L, 2L);
    assertThat(log.latest(1).getFirst().id()).isEqualTo(5);
    assertThat(log.since(NOON.plusSeconds(4))).hasSize(1);
    assertThat(log.byId(3)).isPresent();
    assertThat(log.byId(6)).isEmpty();
    assertThat(log.lastId()).isEqualTo(5);
  }

  @Test
  void aChangedRecordIsFound() throws Exception {
    assertThat(log.verify()).isEqualTo(new Verified(5));
    tamper("UPDATE audit SET body = replace(body, 'R2', 'R9') WHERE id = 3");
    assertThat(log.verify())
        .isInstanceOfSatisfying(Broken.class, it -> assertThat(it.id()).isEqualTo(3));
  }

  @Test
  void aMissingRecordIsFound() throws Exception {
    tamper("DELETE FROM audit WHERE id = 2");
    assertThat(log.verify()).isEqualTo(new Broken(3, "record 2 should stand here"));
  }

  @Test
  void anUnreadableRecordIsFound() throws Exception {
    tamper("UPDATE audit SET body = '{}' WHERE id = 4");
    assertThat(log.verify())
        .isInstanceOfSatisfying(Broken.class, it -> assertThat(it.id()).isEqualTo(4));
    assertThatThrownBy(() -> log.byId(4))
        .isInstanceOf(JournalFailed.class)
        .hasMessageContaining("piha audit verify");
  }

  @Test
  void theLogOnlyGrows() {
    assertThatThrownBy(
            () -> {
              try (Connection connection = Sqlite.writer(folder.resolve(Journal.FILE), true)) {
                Sqlite.run(connection, "DELETE FROM audit");
              }
            })
        .hasMessageContaining("the audit log only grows");
  }

  @Test
  void linesOfAFileVerifyAndAChangedOneIsFound() throws Exception {
    Path file = folder.resolve("audit.jsonl");
    List<String> lines = log.after(0, 10).stream().map(AuditJson::line).toList();
    Files.write(file, lines);
    assertThat(AuditLog.verifyFile(file)).isEqualTo(new Verified(5));
    Files.write(file, lines.subList(2, 5));
    assertThat(AuditLog.verifyFile(file)).isEqualTo(new Verified(3));
    Files.write(file, lines.stream().map(line -> line.replace("\"R3\"", "\"r3\"")).toList());
    assertThat(AuditLog.verifyFile(file))
        .isInstanceOfSatisfying(Broken.class, it -> assertThat(it.id()).isEqualTo(4));
  }

  @Test
  void aMissingJournalIsToldInWords() {
    assertThatThrownBy(() -> AuditLog.open(folder.resolve("nowhere")))
        .isInstanceOf(JournalFailed.class)
        .hasMessageContaining("There is no");
  }

  private List<Long> ids(AuditFilter filter) throws JournalFailed {
    return log.query(filter).stream().map(AuditRecord::id).toList();
  }

  private void tamper(String sql) throws Exception {
    try (Connection connection = Sqlite.writer(folder.resolve(Journal.FILE), true)) {
      Sqlite.run(connection, "DROP TRIGGER IF EXISTS audit_keeps");
      Sqlite.run(connection, "DROP TRIGGER IF EXISTS audit_stays");
      Sqlite.run(connection, sql);
    }
  }
}
