package io.piha.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that a later PiHA has brought to a schema of its own. */
class LaterVersionTest {
  private static final String WORDS = "was written by a later PiHA (schema 99;";

  @TempDir Path folder;

  /** Opens a file of the data folder. */
  private interface Opening {
    AutoCloseable open(Path folder) throws Exception;
  }

  private static final Map<String, Opening> WRITERS = new LinkedHashMap<>();
  private static final Map<String, Opening> READERS = new LinkedHashMap<>();

  static {
    WRITERS.put(Journal.FILE, Journal::open);
    WRITERS.put(Outbox.FILE, Outbox::open);
    WRITERS.put(SampleStore.FILE, SampleStore::open);
    WRITERS.put(
        ChapterStore.FILE,
        folder -> ChapterStore.open(folder, new ChapterStore.Keep(Duration.ofDays(1), 1 << 20)));
    WRITERS.put(
        Deliveries.FILE,
        folder -> {
          Journal.open(folder).close();
          AuditLog log = AuditLog.open(folder);
          try {
            Deliveries deliveries = Deliveries.open(folder, log);
            return () -> {
              deliveries.close();
              log.close();
            };
          } catch (IOException e) {
            log.close();
            throw e;
          }
        });
    READERS.put(Journal.FILE, AuditLog::open);
    READERS.put(History.FILE, HistoryLog::open);
    READERS.put(ChapterStore.FILE, ChapterLog::open);
  }

  static Set<String> writers() {
    return WRITERS.keySet();
  }

  static Set<String> readers() {
    return READERS.keySet();
  }

  @ParameterizedTest
  @MethodSource("writers")
  void whoWritesRefusesThemInClearWords(String file) throws Exception {
    opening(WRITERS, file).open(folder).close();
    makeLater(file);
    assertThatThrownBy(() -> opening(WRITERS, file).open(folder))
        .isInstanceOf(JournalFailed.class)
        .hasMessageContaining(WORDS);
  }

  @ParameterizedTest
  @MethodSource("readers")
  void whoReadsRefusesThemInClearWords(String file) throws Exception {
    if (file.equals(History.FILE)) {
      history().close();
    } else {
      opening(WRITERS, file).open(folder).close();
    }
    opening(READERS, file).open(folder).close();
    makeLater(file);
    assertThatThrownBy(() -> opening(READERS, file).open(folder))
        .isInstanceOf(JournalFailed.class)
        .hasMessageContaining(WORDS);
  }

  @Test
  void theHistoryLeavesItAsItIsAndSaysSo() throws Exception {
    history().close();
    makeLater(History.FILE);
    try (History history = history()) {
      assertThat(history.trouble().orElseThrow()).contains(WORDS);
    }
    try (Connection connection = Sqlite.reader(folder.resolve(History.FILE))) {
      assertThat(Sqlite.number(connection, "PRAGMA user_version")).isEqualTo(99);
    }
  }

  private static Opening opening(Map<String, Opening> of, String file) {
    return Objects.requireNonNull(of.get(file), file);
  }

  private History history() {
    return History.start(folder, History.KEEP_BEATS, () -> Instant.parse("2026-03-01T00:00:00Z"));
  }

  private void makeLater(String file) throws Exception {
    try (Connection connection = Sqlite.writer(folder.resolve(file), false)) {
      Sqlite.run(connection, "PRAGMA user_version = 99");
    }
  }
}
