package io.piha.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of measurements on their way to a server that may be away, in {@code data_dir/samples.db},
 * oldest first. They outlive the process; of a power cut the last seconds may be lost.
 *
 * <p>It holds a bounded number of lines. When it is full the oldest go, and are counted.
 */
public final class SampleStore implements AutoCloseable {
  /** The file in the data directory. */
  public static final String FILE = "samples.db";

  /** So many lines wait: a week of one service with two hosts, about 40 MB. */
  public static final int MOST = 200_000;

  private static final Schema SCHEMA =
      new Schema(
          List.of(
              List.of(
                  "CREATE TABLE sample (seq INTEGER PRIMARY KEY AUTOINCREMENT, line TEXT NOT"
                      + " NULL)")));

  private final Path file;
  private final Connection connection;
  private final int most;
  private long lost;

  /** A line in its place. */
  public record Waiting(long seq, String line) {}

  private SampleStore(Path file, Connection connection, int most) {
    this.file = file;
    this.connection = connection;
    this.most = most;
  }

  /** Opens what waits, or begins anew. */
  public static SampleStore open(Path dataDir) throws JournalFailed {
    return open(dataDir, MOST);
  }

  static SampleStore open(Path dataDir, int most) throws JournalFailed {
    Path file = dataDir.resolve(FILE);
    try {
      return new SampleStore(file, SCHEMA.open(file, /* durable= */ false), most);
    } catch (SQLException e) {
      throw JournalFailed.of("open the samples that wait", file, e);
    }
  }

  /** Forgets what waited for a server that is configured no longer. */
  public static void forget(Path dataDir) throws IOException {
    for (String end : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(dataDir.resolve(FILE + end));
    }
  }

  /** Keeps lines, in order; beyond the bound the oldest are lost. */
  public synchronized void add(List<String> lines) throws JournalFailed {
    try {
      Sqlite.run(connection, Sqlite.BEGIN);
      try {
        try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO sample (line) VALUES (?)")) {
          for (String line : lines) {
            insert.setString(1, line);
            insert.executeUpdate();
          }
        }
        long over = waiting() - most;
        if (over > 0) {
          Sqlite.run(
              connection,
              "DELETE FROM sample WHERE seq IN (SELECT seq FROM sample ORDER BY seq LIMIT %d)"
                  .formatted(over));
        }
        Sqlite.run(connection, "COMMIT");
        lost += Math.max(0, over);
      } catch (SQLException e) {
        Sqlite.run(connection, "ROLLBACK");
        throw e;
      }
    } catch (SQLException e) {
      throw JournalFailed.of("keep samples", file, e);
    }
  }

  /** The oldest lines. */
  public synchronized List<Waiting> oldest(int limit) throws JournalFailed {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT seq, line FROM sample ORDER BY seq LIMIT ?")) {
      query.setInt(1, limit);
      try (ResultSet rows = query.executeQuery()) {
        List<Waiting> found = new ArrayList<>();
        while (rows.next()) {
          found.add(new Waiting(rows.getLong(1), rows.getString(2)));
        }
        return found;
      }
    } catch (SQLException e) {
      throw JournalFailed.of("read the samples that wait", file, e);
    }
  }

  /** The server has everything up to this line. */
  public synchronized void taken(long upToSeq) throws JournalFailed {
    try {
      Sqlite.run(connection, "DELETE FROM sample WHERE seq <= " + upToSeq);
    } catch (SQLException e) {
      throw JournalFailed.of("forget samples that arrived", file, e);
    }
  }

  /** Lines that went because too many waited, since this was opened. */
  public synchronized long lost() {
    return lost;
  }

  private long waiting() throws SQLException {
    return Sqlite.number(connection, "SELECT max(seq) - min(seq) + 1 FROM sample");
  }

  @Override
  public synchronized void close() throws JournalFailed {
    try {
      connection.close();
    } catch (SQLException e) {
      throw JournalFailed.of("close the samples that wait", file, e);
    }
  }
}
