package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.engine.Engine;
import io.piha.engine.Snapshot;
import io.piha.journal.AuditLog;
import io.piha.journal.HeartbeatTick;
import io.piha.journal.HistoryLog;
import io.piha.journal.JournalFailed;
import io.piha.journal.Verification;
import io.piha.site.Site;
import io.piha.testing.Sites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Data folders that earlier states of PiHA wrote, each with {@code haos} leading at epoch 7, taken
 * over by this one. A new schema adds the folder that the state before it wrote.
 */
class MigrationTest {
  private static final Path STORES = Path.of("src/test/resources/stores");
  private static final Map<String, Integer> NEWEST =
      Map.of("journal", 2, "history", 4, "alerts", 1, "chronicle", 1, "deliveries", 1, "sync", 1);

  private static final String VERSION = "PRAGMA user_version";

  @TempDir Path folder;

  static List<String> stores() throws IOException {
    try (Stream<Path> all = Files.list(STORES)) {
      return all.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void itGoesOnWhereTheEarlierOneStopped(String store) throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    try (Stream<Path> files = Files.list(STORES.resolve(store))) {
      for (Path each : files.toList()) {
        Files.copy(each, data.resolve(each.getFileName()));
      }
    }
    long records = number(data.resolve("journal.db"), "SELECT count(*) FROM audit");
    List<String> beats = beats(data);
    assertThat(beats).isNotEmpty();
    List<HeartbeatTick> ticks = ticks(data);
    assertThat(ticks).isNotEmpty();
    List<String> stays = whatStays(data);
    assertThat(stays).isNotEmpty();
    Map<String, Long> versions = new HashMap<>();
    for (String each : NEWEST.keySet()) {
      versions.put(each, number(data.resolve(each + ".db"), VERSION));
    }

    goesOn();
    for (Map.Entry<String, Integer> each : NEWEST.entrySet()) {
      Path file = data.resolve(each.getKey() + ".db");
      long before = versions.getOrDefault(each.getKey(), 0L);
      assertThat(number(file, VERSION)).isEqualTo((long) each.getValue());
      Path copy = data.resolve(each.getKey() + ".db" + ".schema-" + before);
      boolean older = before > 0 && before < each.getValue();
      assertThat(Files.exists(copy)).as(copy.toString()).isEqualTo(older);
      if (older) {
        assertThat(number(copy, VERSION)).isEqualTo(before);
      }
    }
    assertThat(beats(data)).isEqualTo(beats);
    assertThat(ticks(data)).isEqualTo(ticks);
    assertThat(whatStays(data)).containsAll(stays);
    try (AuditLog log = AuditLog.open(data)) {
      assertThat(log.verify()).isInstanceOf(Verification.Verified.class);
      assertThat(log.latest(1).getFirst().id()).isGreaterThan(records);
    }
    // The next start finds nothing to bring up to date.
    goesOn();
  }

  @Test
  void ofEveryEarlierVersionThereIsAFolder() throws Exception {
    for (Map.Entry<String, Integer> each : NEWEST.entrySet()) {
      Set<Long> kept = new TreeSet<>();
      for (String store : stores()) {
        kept.add(number(STORES.resolve(store).resolve(each.getKey() + ".db"), VERSION));
      }
      for (long earlier = 1; earlier < each.getValue(); earlier++) {
        assertThat(kept).as("%s.db of version %d", each.getKey(), earlier).contains(earlier);
      }
    }
  }

  /** The chapters that can be judged again, and who had copies of the audit log. */
  private static List<String> whatStays(Path data) throws SQLException {
    List<String> all = new ArrayList<>();
    all.addAll(texts(data.resolve("chronicle.db"), "SELECT id || ' ' || hex(state) FROM chapter"));
    all.addAll(texts(data.resolve("deliveries.db"), "SELECT sink FROM cursor"));
    return all;
  }

  private static List<String> texts(Path file, String sql) throws SQLException {
    List<String> all = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        all.add(rows.getString(1));
      }
    }
    return all;
  }

  private void goesOn() throws IOException {
    try (Supervision supervision = Supervision.take(site(), Optional.empty(), Map.of(), _ -> {})) {
      Engine engine = supervision.activate().engine();
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> !engine.snapshot().services().isEmpty());
      Snapshot.ServiceView service = engine.snapshot().services().getFirst();
      assertThat(service.epoch()).isEqualTo(7);
      assertThat(service.leader()).contains("haos");
    }
  }

  private static List<String> beats(Path data) throws SQLException {
    return texts(
        data.resolve("history.db"),
        "SELECT at || ' ' || source || ' ' || gap || ' ' || coalesce(epoch, '-') || ' '"
            + " || coalesce(claim, '-') FROM beat ORDER BY at, source");
  }

  /** What a reader of today makes of a file that the earlier one still keeps. */
  private static List<HeartbeatTick> ticks(Path data) throws JournalFailed {
    try (HistoryLog log = HistoryLog.open(data)) {
      return log.ticks("home-assistant", "haos", Instant.EPOCH, Instant.MAX, HistoryLog.MOST);
    }
  }

  private static long number(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getLong(1);
    }
  }

  private Site site() {
    return Sites.valid(
        """
        version: 1
        site: home
        data_dir: %1$s/data
        log_dir: %1$s/log
        mqtt: {url: "mqtt://127.0.0.1:1"}
        requests: open
        dashboard: false
        services:
          home-assistant:
            hosts:
              haos: {role: primary, probes: {api: {url: "http://127.0.0.1:1/"}}, power: {switch: rack, port: 8}}
              standby: {role: standby, probes: {api: {url: "http://127.0.0.1:1/"}}}
        switches:
          rack: {driver: snmp, address: "127.0.0.1:1", version: 2c, community: "public"}
        witnesses: ["tcp://127.0.0.1:2"]
        """
            .formatted(folder),
        folder);
  }
}
