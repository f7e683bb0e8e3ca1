package io.piha.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who has been told what: per sink (broker, file, syslog) the id up to which it has taken the audit
 * records. What lies behind it is owed, in order, however long the sink was away.
 *
 * <p>The cursors have a file of their own, {@code data_dir/deliveries.db}, so that no sink ever
 * makes a decision wait. After a power cut a cursor may be a little behind: a record can come
 * twice, with the same id, but none is lost.
 */
public final class Deliveries implements AutoCloseable {
  /** The file in the data directory. */
  public static final String FILE = "deliveries.db";

  private static final Schema SCHEMA =
      new Schema(
          List.of(
              List.of(
                  "CREATE TABLE cursor (sink TEXT PRIMARY KEY, id INTEGER NOT NULL) WITHOUT"
                      + " ROWID")));

  private final Path file;
  private final AuditLog log;
  private final Connection connection;
  private final Map<String, Long> cursors = new HashMap<>();

  private Deliveries(Path file, AuditLog log, Connection connection) {
    this.file = file;
    this.log = log;
    this.connection = connection;
  }

  /**
   * Opens the cursors. One that is ahead of the log, because an older journal was put back, is set
   * to the end of the log.
   *
   * @param log where owed records are read from; stays the caller's to close
   */
  public static Deliveries open(Path dataDir, AuditLog log) throws JournalFailed {
    Path file = dataDir.resolve(FILE);
    long lastId = log.lastId();
    try {
      Connection connection = SCHEMA.open(file, /* durable= */ false);
      try {
        Deliveries deliveries = new Deliveries(file, log, connection);
        deliveries.load(lastId);
        return deliveries;
      } catch (SQLException e) {
        Sqlite.closeQuietly(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw JournalFailed.of("open the delivery cursors", file, e);
    }
  }

  /** Gives a sink that was never seen before its place; without it, it is owed the whole log. */
  public synchronized void begin(String sink, long afterId) throws JournalFailed {
    if (!cursors.containsKey(sink)) {
      store(sink, afterId);
    }
  }

  /** Forgets a sink that is configured no longer: nothing is owed to it any more. */
  public synchronized void end(String sink) throws JournalFailed {
    if (cursors.remove(sink) == null) {
      return;
    }
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM cursor WHERE sink = ?")) {
      delete.setString(1, sink);
      delete.executeUpdate();
    } catch (SQLException e) {
      throw JournalFailed.of("forget " + sink, file, e);
    }
  }

  /** The next records that the sink has not confirmed, oldest first. */
  public List<AuditRecord> owed(String sink, int limit) throws JournalFailed {
    return log.after(cursor(sink), limit);
  }

  /** The same with their JSON lines, exactly as they were stored. */
  List<AuditLog.Line> owedLines(String sink, int limit) throws JournalFailed {
    return log.lines(cursor(sink), limit);
  }

  /** The sink has everything up to this record. Going back is not possible. */
  public synchronized void delivered(String sink, long upToId) throws JournalFailed {
    if (upToId > cursor(sink)) {
      store(sink, upToId);
    }
  }

  /** How many records the sink is owed. */
  public long backlog(String sink) throws JournalFailed {
    return Math.max(0, log.lastId() - cursor(sink));
  }

  /** The id up to which the sink has been served, 0 for none. */
  public synchronized long cursor(String sink) {
    return cursors.getOrDefault(sink, 0L);
  }

  @Override
  public synchronized void close() throws JournalFailed {
    try {
      connection.close();
    } catch (SQLException e) {
      throw JournalFailed.of("close the delivery cursors", file, e);
    }
  }

  private synchronized void load(long lastId) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT sink, id FROM cursor")) {
      while (rows.next()) {
        cursors.put(rows.getString(1), Math.min(lastId, rows.getLong(2)));
      }
    }
  }

  private void store(String sink, long id) throws JournalFailed {
    cursors.put(sink, id); // first: what was delivered stays so for this process, whatever follows
    try (PreparedStatement put =
        connection.prepareStatement("INSERT OR REPLACE INTO cursor (sink, id) VALUES (?, ?)")) {
      put.setString(1, sink);
      put.setLong(2, id);
      put.executeUpdate();
    } catch (SQLException e) {
      throw JournalFailed.of("remember what was delivered to " + sink, file, e);
    }
  }
}
