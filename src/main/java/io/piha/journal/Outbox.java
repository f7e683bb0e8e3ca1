package io.piha.journal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Messages on their way to people, in {@code data_dir/alerts.db}: what was decided to say, in
 * order, and per lane how far it was delivered. A message, the memory of the rules that made it,
 * and the record that caused it are stored together, so that a crash neither loses a message nor
 * makes it twice.
 *
 * <p>A lane is one way to one receiver. Each keeps its own place in the same queue, so that a dead
 * one delays nobody. Methods may be called by several threads; they take turns.
 */
public final class Outbox implements AutoCloseable {
  /** The file in the data directory. */
  public static final String FILE = "alerts.db";

  /** A lane that is further behind than this loses its oldest messages; they count as failed. */
  public static final int MOST_WAITING = 10_000;

  private static final int MOST_FAILURES = 1_000;

  private static final Schema SCHEMA =
      new Schema(
          List.of(
              List.of(
                  "CREATE TABLE memory (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
                  "CREATE TABLE message (seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT"
                      + " NULL, body TEXT NOT NULL)",
                  "CREATE TABLE lane (name TEXT PRIMARY KEY, seq INTEGER NOT NULL, sent INTEGER NOT"
                      + " NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID",
                  "CREATE TABLE failure (id INTEGER PRIMARY KEY AUTOINCREMENT, lane TEXT NOT NULL,"
                      + " seq INTEGER NOT NULL, at INTEGER NOT NULL, why TEXT NOT NULL)",
                  "CREATE TABLE silence (id INTEGER PRIMARY KEY AUTOINCREMENT, until INTEGER NOT"
                      + " NULL, author TEXT NOT NULL, reason TEXT NOT NULL)")));

  private final Path file;
  private final Connection connection;

  /** A message in its place. */
  public record Queued(long seq, String body) {}

  /** How a lane stands: messages that wait, were delivered, and could not be. */
  public record Standing(String lane, long waiting, long sent, long failed) {}

  /** A person's wish for silence; times in Unix milliseconds. */
  public record Wish(long id, long untilMillis, String by, String reason) {}

  private Outbox(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** Opens the outbox, or begins one. */
  public static Outbox open(Path dataDir) throws JournalFailed {
    Path file = dataDir.resolve(FILE);
    try {
      return new Outbox(file, SCHEMA.open(file, /* durable= */ true));
    } catch (SQLException e) {
      throw JournalFailed.of("open the outbox of alerts", file, e);
    }
  }

  /** What was remembered under that key. */
  public synchronized Optional<String> memory(String key) throws JournalFailed {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT value FROM memory WHERE key = ?")) {
      query.setString(1, key);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next()
            ? Optional.of(new String(rows.getBytes(1), StandardCharsets.UTF_8))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw JournalFailed.of("read the outbox of alerts", file, e);
    }
  }

  /**
   * Stores what the rules made of some records, in one transaction.
   *
   * @param atMillis now, in Unix milliseconds
   * @param memories texts to remember, by key
   * @param bodies messages to add to the queue, in order
   */
  public synchronized void store(
      long atMillis, java.util.Map<String, String> memories, List<String> bodies)
      throws JournalFailed {
    transaction(
        "store alerts",
        () -> {
          for (var memory : memories.entrySet()) {
            run(
                "INSERT OR REPLACE INTO memory (key, value) VALUES (?, ?)",
                memory.getKey(),
                memory.getValue().getBytes(StandardCharsets.UTF_8));
          }
          for (String body : bodies) {
            run("INSERT INTO message (at, body) VALUES (?, ?)", atMillis, body);
          }
        });
  }

  /**
   * The lanes that there are now. A new one begins at the end of the queue; what was owed to one
   * that is gone is forgotten.
   */
  public synchronized void lanes(Collection<String> names) throws JournalFailed {
    transaction(
        "set up the lanes of alerts",
        () -> {
          long end = end();
          for (String name : names) {
            run("INSERT OR IGNORE INTO lane (name, seq) VALUES (?, ?)", name, end);
          }
          for (Standing each : standings()) {
            if (!names.contains(each.lane())) {
              run("DELETE FROM lane WHERE name = ?", each.lane());
            }
          }
          prune();
        });
  }

  /** The next message of a lane. */
  public synchronized Optional<Queued> next(String lane) throws JournalFailed {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT m.seq, m.body FROM message m JOIN lane l ON l.name = ? WHERE m.seq > l.seq"
                + " ORDER BY m.seq LIMIT 1")) {
      query.setString(1, lane);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next()
            ? Optional.of(new Queued(rows.getLong(1), rows.getString(2)))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw JournalFailed.of("read the outbox of alerts", file, e);
    }
  }

  /** Everything that some lane has still to deliver, in order. */
  public synchronized List<Queued> waiting() throws JournalFailed {
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT seq, body FROM message WHERE seq > (SELECT min(seq) FROM lane) ORDER BY"
                    + " seq");
        ResultSet rows = query.executeQuery()) {
      List<Queued> all = new ArrayList<>();
      while (rows.next()) {
        all.add(new Queued(rows.getLong(1), rows.getString(2)));
      }
      return all;
    } catch (SQLException e) {
      throw JournalFailed.of("read the outbox of alerts", file, e);
    }
  }

  /** Those messages are brought out by no lane any more; they count neither way. */
  public synchronized void forget(Collection<Long> seqs) throws JournalFailed {
    transaction(
        "forget alerts",
        () -> {
          for (long seq : seqs) {
            run("DELETE FROM message WHERE seq = ?", seq);
          }
        });
  }

  /** The lane has delivered everything up to this message. */
  public synchronized void delivered(String lane, long seq) throws JournalFailed {
    transaction(
        "remember a delivered alert",
        () -> {
          run("UPDATE lane SET seq = ?, sent = sent + 1 WHERE name = ?", seq, lane);
          prune();
        });
  }

  /** The message will never be taken by the lane; the next one follows. */
  public synchronized void failed(String lane, long seq, long atMillis, String why)
      throws JournalFailed {
    transaction(
        "remember an alert that failed",
        () -> {
          run("UPDATE lane SET seq = ?, failed = failed + 1 WHERE name = ?", seq, lane);
          run(
              "INSERT INTO failure (lane, seq, at, why) VALUES (?, ?, ?, ?)",
              lane,
              seq,
              atMillis,
              why);
          run(
              "DELETE FROM failure WHERE id <= (SELECT max(id) FROM failure) - ?",
              (long) MOST_FAILURES);
          prune();
        });
  }

  /** How each lane stands. */
  public synchronized List<Standing> standings() throws JournalFailed {
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT name, (SELECT count(*) FROM message m WHERE m.seq > l.seq), sent, failed"
                    + " FROM lane l ORDER BY name");
        ResultSet rows = query.executeQuery()) {
      List<Standing> standings = new ArrayList<>();
      while (rows.next()) {
        standings.add(
            new Standing(rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getLong(4)));
      }
      return standings;
    } catch (SQLException e) {
      throw JournalFailed.of("read the outbox of alerts", file, e);
    }
  }

  /** How many messages could not be delivered since that time. */
  public synchronized long failuresSince(long millis) throws JournalFailed {
    try {
      return Sqlite.number(connection, "SELECT count(*) FROM failure WHERE at >= " + millis);
    } catch (SQLException e) {
      throw JournalFailed.of("read the outbox of alerts", file, e);
    }
  }

  /** A person wants silence; the engine sees it within seconds, also from another process. */
  public synchronized void wish(long untilMillis, String by, String reason) throws JournalFailed {
    transaction(
        "store the wish for silence",
        () ->
            run(
                "INSERT INTO silence (until, author, reason) VALUES (?, ?, ?)",
                untilMillis,
                by,
                reason));
  }

  /** The newest wish after that one. */
  public synchronized Optional<Wish> wishAfter(long id) throws JournalFailed {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT id, until, author, reason FROM silence WHERE id > ? ORDER BY id DESC LIMIT"
                + " 1")) {
      query.setLong(1, id);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next()
            ? Optional.of(
                new Wish(rows.getLong(1), rows.getLong(2), rows.getString(3), rows.getString(4)))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw JournalFailed.of("read the outbox of alerts", file, e);
    }
  }

  @Override
  public synchronized void close() throws JournalFailed {
    try {
      connection.close();
    } catch (SQLException e) {
      throw JournalFailed.of("close the outbox of alerts", file, e);
    }
  }

  private long end() throws SQLException {
    return Sqlite.number(
        connection,
        "SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name ="
            + " 'message'), 0), coalesce((SELECT max(seq) FROM message), 0))");
  }

  /** Forgets what every lane has, and what is beyond the bound. */
  private void prune() throws SQLException {
    long end = end();
    OptionalLong least = leastPlace();
    run("DELETE FROM message WHERE seq <= ?", least.orElse(end));
    run(
        "UPDATE lane SET failed = failed + (? - seq), seq = ? WHERE seq < ?",
        end - MOST_WAITING,
        end - MOST_WAITING,
        end - MOST_WAITING);
    run("DELETE FROM message WHERE seq <= ?", end - MOST_WAITING);
  }

  private OptionalLong leastPlace() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("SELECT min(seq) FROM lane");
        ResultSet rows = query.executeQuery()) {
      long least = rows.next() ? rows.getLong(1) : 0;
      return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(least);
    }
  }

  private void run(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private interface Work {
    void run() throws SQLException, JournalFailed;
  }

  private void transaction(String tried, Work work) throws JournalFailed {
    try {
      Sqlite.run(connection, Sqlite.BEGIN);
      try {
        work.run();
        Sqlite.run(connection, "COMMIT");
      } catch (SQLException | JournalFailed e) {
        Sqlite.run(connection, "ROLLBACK");
        throw e;
      }
    } catch (SQLException e) {
      throw JournalFailed.of(tried, file, e);
    }
  }
}
