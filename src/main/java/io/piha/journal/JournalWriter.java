package io.piha.journal;

import io.piha.arbiter.Entry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The writing connection with its prepared statements and the head of the chain. After a failure it
 * is thrown away and a new one reads the head from disk, so that what really was stored counts.
 */
final class JournalWriter implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement begin;
  private final PreparedStatement commit;
  private final PreparedStatement putState;
  private final PreparedStatement dropState;
  private final PreparedStatement putAudit;
  private final PreparedStatement putSeen;
  private final PreparedStatement dropSeen;
  private final PreparedStatement putLastWrite;
  private long lastId;
  private String lastHash;
  private Optional<Instant> lastWrite;

  JournalWriter(Path file) throws SQLException, JournalFailed {
    connection = JournalSchema.SCHEMA.open(file, /* durable= */ true);
    try {
      begin = prepare(Sqlite.BEGIN);
      commit = prepare("COMMIT");
      putState = prepare("INSERT OR REPLACE INTO state (key, value) VALUES (?, ?)");
      dropState = prepare("DELETE FROM state WHERE key = ?");
      putAudit = prepare("INSERT INTO audit (id, body, hash) VALUES (?, ?, ?)");
      putSeen = prepare("INSERT OR IGNORE INTO seen (id, at) VALUES (?, ?)");
      dropSeen = prepare("DELETE FROM seen WHERE id = ?");
      putLastWrite = prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('last_write', ?)");
      lastHash = AuditJson.GENESIS;
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1")) {
        if (rows.next()) {
          lastId = rows.getLong(1);
          lastHash = rows.getString(2);
        }
      }
      lastWrite = readLastWrite();
    } catch (SQLException e) {
      Sqlite.closeQuietly(connection, e);
      throw e;
    }
  }

  long lastId() {
    return lastId;
  }

  Optional<Instant> lastWrite() {
    return lastWrite;
  }

  /** One transaction, one sync. Nothing of it is seen by anybody before it is on disk. */
  List<AuditRecord> commit(
      Instant at, Map<String, byte[]> states, List<Entry> entries, SeenIds.Change seen)
      throws SQLException {
    List<AuditJson.Chained> chained = chain(at, entries);
    begin.executeUpdate();
    for (Map.Entry<String, byte[]> state : states.entrySet()) {
      if (state.getValue().length == 0) {
        dropState.setString(1, state.getKey());
        dropState.executeUpdate();
      } else {
        putState.setString(1, state.getKey());
        putState.setBytes(2, state.getValue());
        putState.executeUpdate();
      }
    }
    for (AuditJson.Chained each : chained) {
      putAudit.setLong(1, each.record().id());
      putAudit.setString(2, each.body());
      putAudit.setString(3, each.record().hash());
      putAudit.executeUpdate();
    }
    write(seen);
    putLastWrite.setLong(1, at.toEpochMilli());
    putLastWrite.executeUpdate();
    commit.executeUpdate();
    List<AuditRecord> records = chained.stream().map(AuditJson.Chained::record).toList();
    if (!records.isEmpty()) {
      lastId = records.getLast().id();
      lastHash = records.getLast().hash();
    }
    lastWrite = Optional.of(Instant.ofEpochMilli(at.toEpochMilli()));
    return records;
  }

  Map<String, byte[]> states() throws SQLException {
    Map<String, byte[]> states = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT key, value FROM state ORDER BY key")) {
      while (rows.next()) {
        states.put(rows.getString(1), rows.getBytes(2));
      }
    }
    return states;
  }

  /** Request ids by when they were seen, oldest first. */
  Map<String, Long> seen() throws SQLException {
    Map<String, Long> seen = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, at FROM seen ORDER BY at")) {
      while (rows.next()) {
        seen.put(rows.getString(1), rows.getLong(2));
      }
    }
    return seen;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private List<AuditJson.Chained> chain(Instant at, Collection<Entry> entries) {
    List<AuditJson.Chained> chained = new ArrayList<>(entries.size());
    long id = lastId;
    String prev = lastHash;
    for (Entry entry : entries) {
      AuditJson.Chained next = AuditJson.chain(++id, at, entry, prev);
      chained.add(next);
      prev = next.record().hash();
    }
    return chained;
  }

  private void write(SeenIds.Change seen) throws SQLException {
    for (Map.Entry<String, Long> each : seen.added().entrySet()) {
      putSeen.setString(1, each.getKey());
      putSeen.setLong(2, each.getValue());
      putSeen.executeUpdate();
    }
    for (String id : seen.dropped()) {
      dropSeen.setString(1, id);
      dropSeen.executeUpdate();
    }
  }

  private Optional<Instant> readLastWrite() throws SQLException {
    long millis = Sqlite.number(connection, "SELECT value FROM meta WHERE key = 'last_write'");
    return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }
}
