package io.piha.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** How the store's files are opened: write-ahead log, bounded waits, readers that only read. */
final class Sqlite {
  /**
   * Takes the write lock at once, for it alone says whether a transaction can go through. The
   * driver's own transactions are not used: it begins the next one right after each commit.
   */
  static final String BEGIN = "BEGIN IMMEDIATE";

  /** How long anybody waits for a lock before it gives up with words. */
  static final int BUSY_MILLIS = 2_000;

  /** A backstop for the write-ahead log; normally it is emptied in the background long before. */
  private static final int CHECKPOINT_PAGES = 8_192;

  private Sqlite() {}

  /**
   * The one writing connection of a file, which is made where it does not exist.
   *
   * @param durable sync the log to disk at each commit; otherwise the last seconds before a power
   *     cut may be lost, never more
   */
  static Connection writer(Path file, boolean durable) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(
        durable ? SQLiteConfig.SynchronousMode.FULL : SQLiteConfig.SynchronousMode.NORMAL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setPragma(SQLiteConfig.Pragma.TEMP_STORE, "MEMORY");
    // One thread at a time uses a connection, and the driver sees to that.
    config.setOpenMode(SQLiteOpenMode.NOMUTEX);
    // Else the driver asks for the last row's id after each single insertion.
    config.setGetGeneratedKeys(false);
    Connection connection = config.createConnection(url(file));
    try {
      run(connection, "PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
      return connection;
    } catch (SQLException e) {
      closeQuietly(connection, e);
      throw e;
    }
  }

  /** A connection that can only read; it never keeps the writer waiting. */
  static Connection reader(Path file) throws SQLException, JournalFailed {
    if (!Files.exists(file)) {
      throw new JournalFailed(
          "There is no " + file + " yet: check data_dir, or start the engine once.");
    }
    Properties readOnly = new Properties();
    readOnly.setProperty("busy_timeout", Integer.toString(BUSY_MILLIS));
    SQLiteConfig config = new SQLiteConfig(readOnly);
    config.setReadOnly(true);
    return config.createConnection(url(file));
  }

  static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The one number that a query answers; 0 when it answers nothing. */
  static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /** Closes after a failure, which stays the one that is told. */
  static void closeQuietly(AutoCloseable resource, Exception failure) {
    try {
      resource.close();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }

  private static String url(Path file) {
    return "jdbc:sqlite:" + file.toAbsolutePath();
  }
}
