package io.piha.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/**
 * What the mirror remembers, in {@code data_dir/sync.db}: when each tip was first seen, the health
 * clock, and a few words per service. Losing it only makes every window begin anew, so a damaged
 * file is put aside and a new one begun.
 */
final class Ledger implements AutoCloseable {

  /** The file in the data folder. */
  static final String FILE = "sync.db";

  /** Version of its tables; those of version 0, before it was written down, are the same. */
  private static final int SCHEMA = 1;

  /** Older tips than this many are forgotten. */
  private static final int MOST_SIGHTINGS = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
  private static final int BUSY_MILLIS = 5_000;

  private final Connection connection;

  private Ledger(Connection connection) {
    this.connection = connection;
  }

  static Ledger open(Path dataDir) throws IOException {
    Path file = dataDir.resolve(FILE);
    try {
      return new Ledger(connect(file));
    } catch (SQLException damaged) {
      Path aside = dataDir.resolve(FILE + ".damaged");
      LOG.warn("{} cannot be used and is put aside as {}: {}", file, aside, damaged.getMessage());
      if (Files.exists(file)) {
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      }
      try {
        return new Ledger(connect(file));
      } catch (SQLException e) {
        throw new IOException("cannot make " + file + ": " + e.getMessage(), e);
      }
    }
  }

  private static Connection connect(Path file) throws SQLException, IOException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setBusyTimeout(BUSY_MILLIS);
    Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    try (Statement statement = connection.createStatement()) {
      refuseLater(statement, file);
      statement.execute(
          """
          CREATE TABLE IF NOT EXISTS sighting (
            service TEXT NOT NULL, commit_id TEXT NOT NULL,
            at INTEGER NOT NULL, health INTEGER NOT NULL, seq INTEGER NOT NULL,
            PRIMARY KEY (service, commit_id)) WITHOUT ROWID
          """);
      statement.execute(
          """
          CREATE TABLE IF NOT EXISTS health (
            service TEXT PRIMARY KEY, total INTEGER NOT NULL, mark INTEGER NOT NULL)
          WITHOUT ROWID
          """);
      statement.execute(
          """
          CREATE TABLE IF NOT EXISTS word (
            service TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (service, name)) WITHOUT ROWID
          """);
      statement.execute("PRAGMA user_version = " + SCHEMA);
      return connection;
    } catch (SQLException | IOException e) {
      connection.close();
      throw e;
    }
  }

  private static void refuseLater(Statement statement, Path file) throws SQLException, IOException {
    try (ResultSet version = statement.executeQuery("PRAGMA user_version")) {
      if (version.next() && version.getInt(1) > SCHEMA) {
        throw new IOException(
            "%s was written by a later PiHA (schema %d; this one knows %d). Install that version again, or move the file aside: every window begins anew then."
                .formatted(file, version.getInt(1), SCHEMA));
      }
    }
  }

  /** The clock as it was last stored. */
  synchronized HealthClock health(String service) throws IOException {
    try (PreparedStatement query =
        prepare("SELECT total, mark FROM health WHERE service = ?", service)) {
      ResultSet row = query.executeQuery();
      return row.next()
          ? HealthClock.resumed(
              Duration.ofMillis(row.getLong(1)), Duration.ofMillis(row.getLong(2)))
          : HealthClock.resumed(Duration.ZERO, Duration.ZERO);
    } catch (SQLException e) {
      throw failed("read the health clock", e);
    }
  }

  synchronized void save(String service, HealthClock clock) throws IOException {
    try (PreparedStatement put =
        prepare("INSERT OR REPLACE INTO health (service, total, mark) VALUES (?, ?, ?)", service)) {
      put.setLong(2, clock.total().toMillis());
      put.setLong(3, clock.mark().toMillis());
      put.executeUpdate();
    } catch (SQLException e) {
      throw failed("store the health clock", e);
    }
  }

  /** All tips that were seen, newest first. */
  synchronized List<Sighting> sightings(String service) throws IOException {
    try (PreparedStatement query =
        prepare(
            "SELECT commit_id, at, health FROM sighting WHERE service = ? ORDER BY seq DESC",
            service)) {
      ResultSet rows = query.executeQuery();
      List<Sighting> all = new ArrayList<>();
      while (rows.next()) {
        all.add(
            new Sighting(
                rows.getString(1),
                Instant.ofEpochMilli(rows.getLong(2)),
                Duration.ofMillis(rows.getLong(3))));
      }
      return all;
    } catch (SQLException e) {
      throw failed("read what arrived", e);
    }
  }

  /** Remembers a tip; one that was seen before keeps its first time. */
  synchronized void arrived(String service, Sighting tip) throws IOException {
    try (PreparedStatement put =
            prepare(
                "INSERT OR IGNORE INTO sighting (service, commit_id, at, health, seq) VALUES (?, ?,"
                    + " ?, ?, (SELECT COALESCE(MAX(seq), 0) + 1 FROM sighting))",
                service);
        PreparedStatement trim =
            prepare(
                "DELETE FROM sighting WHERE service = ? AND seq <= (SELECT MAX(seq) - "
                    + MOST_SIGHTINGS
                    + " FROM sighting)",
                service)) {
      put.setString(2, tip.commit());
      put.setLong(3, tip.at().toEpochMilli());
      put.setLong(4, tip.health().toMillis());
      put.executeUpdate();
      trim.executeUpdate();
    } catch (SQLException e) {
      throw failed("store an arrival", e);
    }
  }

  /** Every window begins anew. */
  synchronized void forgetArrivals(String service) throws IOException {
    try (PreparedStatement drop = prepare("DELETE FROM sighting WHERE service = ?", service)) {
      drop.executeUpdate();
    } catch (SQLException e) {
      throw failed("forget arrivals", e);
    }
  }

  synchronized Optional<String> word(String service, String name) throws IOException {
    try (PreparedStatement query =
        prepare("SELECT value FROM word WHERE service = ? AND name = ?", service)) {
      query.setString(2, name);
      ResultSet row = query.executeQuery();
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    } catch (SQLException e) {
      throw failed("read " + name, e);
    }
  }

  /** Stores a word; an empty one is forgotten. */
  synchronized void word(String service, String name, String value) throws IOException {
    String sql =
        value.isEmpty()
            ? "DELETE FROM word WHERE service = ? AND name = ?"
            : "INSERT OR REPLACE INTO word (service, name, value) VALUES (?, ?, ?)";
    try (PreparedStatement put = prepare(sql, service)) {
      put.setString(2, name);
      if (!value.isEmpty()) {
        put.setString(3, value);
      }
      put.executeUpdate();
    } catch (SQLException e) {
      throw failed("store " + name, e);
    }
  }

  private PreparedStatement prepare(String sql, String service) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setString(1, service);
    return statement;
  }

  private static IOException failed(String tried, SQLException cause) {
    return new IOException("cannot " + tried + " in " + FILE + ": " + cause.getMessage(), cause);
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed("close the ledger", e);
    }
  }
}
