package io.piha.journal;

import static io.piha.journal.Entries.NOON;
import static io.piha.journal.Entries.entry;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.journal.Verification.Verified;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir Path folder;

  @Test
  void whatWasCommittedIsThereAfterReopening() throws Exception {
    List<AuditRecord> written;
    try (Journal journal = Journal.open(folder)) {
      assertThat(journal.states()).isEmpty();
      assertThat(journal.lastWrite()).isEmpty();
      written =
          journal.commit(
              NOON,
              Map.of("service/home-assistant", bytes("one"), "port/rack/8", bytes("off")),
              List.of(entry("no heartbeat for 92 s"), entry("both probes refused")));
      journal.commit(NOON.plusSeconds(1), Map.of("port/rack/8", bytes("on")), List.of());
    }
    try (Journal journal = Journal.open(folder);
        AuditLog log = journal.log()) {
      assertThat(journal.states()).containsOnlyKeys("port/rack/8", "service/home-assistant");
      assertThat(journal.states().get("port/rack/8")).isEqualTo(bytes("on"));
      assertThat(journal.lastWrite()).contains(NOON.plusSeconds(1));
      assertThat(journal.lastId()).isEqualTo(2);
      assertThat(log.after(0, 10)).isEqualTo(written);
      assertThat(log.verify()).isEqualTo(new Verified(2));
    }
  }

  @Test
  void recordsAreNumberedAndChained() throws Exception {
    try (Journal journal = Journal.open(folder)) {
      AuditRecord first = journal.commit(NOON, Map.of(), List.of(entry("a"))).getFirst();
      AuditRecord second = journal.commit(NOON, Map.of(), List.of(entry("b"))).getFirst();
      assertThat(first.id()).isEqualTo(1);
      assertThat(first.prev()).isEqualTo(AuditJson.GENESIS);
      assertThat(second.id()).isEqualTo(2);
      assertThat(second.prev()).isEqualTo(first.hash());
    }
  }

  @Test
  void anEmptyValueRemovesAState() throws Exception {
    try (Journal journal = Journal.open(folder)) {
      journal.commit(NOON, Map.of("site", bytes("x")), List.of());
      journal.commit(NOON, Map.of("site", new byte[0]), List.of());
      assertThat(journal.states()).isEmpty();
    }
  }

  @Test
  void oddDetailsAreWrittenAsTextRatherThanRefused() throws Exception {
    Entry odd =
        new Entry(
            Kind.ATTENTION,
            Severity.INFO,
            null,
            null,
            null,
            "control",
            "half a pair \ud83d",
            Map.of("nan", Double.NaN, "large", Long.MAX_VALUE, "wait", Duration.ofSeconds(3)));
    try (Journal journal = Journal.open(folder);
        AuditLog log = journal.log()) {
      AuditRecord record = journal.commit(NOON, Map.of(), List.of(odd)).getFirst();
      assertThat(record.entry().detail())
          .isEqualTo(Map.of("nan", "NaN", "large", "9223372036854775807", "wait", "PT3S"));
      assertThat(record.entry().reason()).isEqualTo("half a pair \ufffd");
      assertThat(log.byId(1)).contains(record);
      assertThat(log.verify()).isEqualTo(new Verified(1));
    }
  }

  @Test
  void requestIdsAreRememberedWithTheDecisionAndAcrossARestart() throws Exception {
    try (Journal journal = Journal.open(folder)) {
      journal.commit(NOON, Map.of(), List.of(entry("asked")), Set.of("r1"));
      assertThat(journal.seen().contains("r1")).isTrue();
      assertThat(journal.seen().firstTime("n1", NOON)).isTrue();
      assertThat(journal.seen().firstTime("x".repeat(9_999), NOON)).isTrue();
    }
    try (Journal journal = Journal.open(folder)) {
      assertThat(journal.seen().contains("r1")).isTrue();
      assertThat(journal.seen().firstTime("n1", NOON.plusSeconds(86_399))).isFalse();
      assertThat(journal.seen().firstTime("x".repeat(9_999), NOON)).isFalse();
      assertThat(journal.seen().firstTime("n2", NOON.plusSeconds(86_401))).isTrue();
      assertThat(journal.seen().contains("n1")).isFalse();
    }
  }

  @Test
  void neverMoreIdsThanTheLimitAreRemembered() {
    SeenIds seen = new SeenIds(Map.of());
    for (int i = 0; i < SeenIds.MOST + 10; i++) {
      seen.apply(seen.change(NOON, List.of("r" + i)));
    }
    assertThat(seen.contains("r9")).isFalse();
    assertThat(seen.contains("r10")).isTrue();
  }

  @Test
  void aFileOfALaterVersionIsRefusedInClearWords() throws Exception {
    Journal.open(folder).close();
    try (Connection connection = Sqlite.writer(folder.resolve(Journal.FILE), false)) {
      Sqlite.run(connection, "PRAGMA user_version = 3");
    }
    assertThatThrownBy(() -> Journal.open(folder))
        .isInstanceOf(JournalFailed.class)
        .hasMessageContaining("was written by a later PiHA (schema 3; this one knows 2)");
  }

  @Test
  void aDamagedFileIsRefusedInClearWords() throws Exception {
    Files.writeString(folder.resolve(Journal.FILE), "this is no database at all ".repeat(100));
    assertThatThrownBy(() -> Journal.open(folder))
        .isInstanceOf(JournalFailed.class)
        .hasMessageContaining("it is damaged");
  }

  @Test
  void anUpdateOfTheTablesKeepsACopyOfTheFileBefore() throws Exception {
    Path file = folder.resolve("some.db");
    List<String> first = List.of("CREATE TABLE a (x)");
    try (Connection connection = Sqlite.writer(file, true)) {
      new Schema(List.of(first)).apply(connection, file);
    }
    try (Connection connection = Sqlite.writer(file, true)) {
      new Schema(List.of(first, List.of("DROP TABLE a"))).apply(connection, file);
      assertThat(Sqlite.number(connection, "PRAGMA user_version")).isEqualTo(2);
    }
    try (Connection copy = Sqlite.reader(folder.resolve("some.db.schema-1"))) {
      assertThat(Sqlite.number(copy, "SELECT count(*) FROM a")).isZero();
    }
  }

  @Test
  void aCopyThatBrokeOffIsMadeAnew() throws Exception {
    Path file = folder.resolve("some.db");
    List<String> first = List.of("CREATE TABLE a (x)");
    try (Connection connection = Sqlite.writer(file, true)) {
      new Schema(List.of(first)).apply(connection, file);
    }
    Files.writeString(folder.resolve("some.db.schema-1.part"), "half of a copy");
    try (Connection connection = Sqlite.writer(file, true)) {
      new Schema(List.of(first, List.of())).apply(connection, file);
    }
    assertThat(folder.resolve("some.db.schema-1.part")).doesNotExist();
    try (Connection copy = Sqlite.reader(folder.resolve("some.db.schema-1"))) {
      assertThat(Sqlite.number(copy, "SELECT count(*) FROM a")).isZero();
    }
  }

  @Test
  void nothingIsWrittenAfterClosing() throws Exception {
    Journal journal = Journal.open(folder);
    journal.close();
    assertThatThrownBy(() -> journal.commit(NOON, Map.of(), List.of()))
        .isInstanceOf(JournalFailed.class)
        .hasMessageContaining("is closed");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
