package io.piha.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The writing side of {@code data_dir/chronicle.db}: chapters, each a whole state and pages of what
 * was heard after it, as bytes that the engine understands. One thread writes. Readers are {@link
 * ChapterLog}s.
 */
public final class ChapterStore implements AutoCloseable {
  /** The file in the data directory. */
  public static final String FILE = "chronicle.db";

  static final Schema SCHEMA =
      new Schema(
          List.of(
              List.of(
                  "PRAGMA application_id = 0x50694843", // "PiHC"
                  """
                  CREATE TABLE chapter (
                    id INTEGER PRIMARY KEY, began INTEGER NOT NULL, ended INTEGER,
                    bytes INTEGER NOT NULL, state BLOB NOT NULL)
                  """,
                  "CREATE INDEX chapter_began ON chapter (began)",
                  """
                  CREATE TABLE page (
                    chapter INTEGER NOT NULL, number INTEGER NOT NULL, began INTEGER NOT NULL,
                    heard BLOB NOT NULL, PRIMARY KEY (chapter, number)) WITHOUT ROWID
                  """)));

  /**
   * What is kept at most.
   *
   * @param age how long
   * @param bytes how much of the disk, roughly
   */
  public record Keep(Duration age, long bytes) {}

  private final Path file;
  private final Keep keep;
  private final Connection connection;
  private long pages;

  private ChapterStore(Path file, Keep keep, Connection connection) {
    this.file = file;
    this.keep = keep;
    this.connection = connection;
  }

  /** Opens the file, or begins one. */
  public static ChapterStore open(Path dataDir, Keep keep) throws JournalFailed {
    Path file = dataDir.resolve(FILE);
    try {
      Files.createDirectories(dataDir);
      return new ChapterStore(file, keep, SCHEMA.open(file, /* durable= */ false));
    } catch (SQLException e) {
      throw JournalFailed.of("open the chronicle", file, e);
    } catch (JournalFailed e) {
      throw e;
    } catch (IOException e) {
      throw new JournalFailed("Could not make the data directory " + dataDir + ": " + e, e);
    }
  }

  /** Begins a chapter, and forgets the oldest that are too old or too much. */
  public long begin(Instant at, byte[] state) throws JournalFailed {
    pages = 0;
    String sql = "INSERT INTO chapter (began, bytes, state) VALUES (?, ?, ?)";
    try {
      long id;
      try (PreparedStatement put = connection.prepareStatement(sql)) {
        put.setLong(1, at.toEpochMilli());
        put.setLong(2, state.length);
        put.setBytes(3, state);
        put.executeUpdate();
        id = Sqlite.number(connection, "SELECT last_insert_rowid()");
      }
      forget(at);
      return id;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Adds a page to the chapter that was begun last. */
  public void add(long chapter, Instant began, byte[] heard) throws JournalFailed {
    try (PreparedStatement put =
            connection.prepareStatement("INSERT INTO page VALUES (?, ?, ?, ?)");
        PreparedStatement grow =
            connection.prepareStatement("UPDATE chapter SET bytes = bytes + ? WHERE id = ?")) {
      put.setLong(1, chapter);
      put.setLong(2, pages++);
      put.setLong(3, began.toEpochMilli());
      put.setBytes(4, heard);
      put.executeUpdate();
      grow.setLong(1, heard.length);
      grow.setLong(2, chapter);
      grow.executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Nothing was heard after that moment until the next chapter begins. */
  public void end(long chapter, Instant at) throws JournalFailed {
    try (PreparedStatement put =
        connection.prepareStatement("UPDATE chapter SET ended = ? WHERE id = ?")) {
      put.setLong(1, at.toEpochMilli());
      put.setLong(2, chapter);
      put.executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void forget(Instant now) throws SQLException {
    long oldest = now.minus(keep.age()).toEpochMilli();
    OptionalLong upTo = tooOld(oldest);
    long all = Sqlite.number(connection, "SELECT coalesce(sum(bytes), 0) FROM chapter");
    if (all > keep.bytes()) {
      // A tenth at once, so that it is not done at each chapter.
      long count = Sqlite.number(connection, "SELECT count(*) FROM chapter");
      long first = Sqlite.number(connection, "SELECT min(id) FROM chapter");
      upTo = OptionalLong.of(Math.max(upTo.orElse(0), first + count / 10));
    }
    if (upTo.isPresent()) {
      String last = " <= " + upTo.getAsLong();
      Sqlite.run(connection, "DELETE FROM page WHERE chapter" + last);
      Sqlite.run(connection, "DELETE FROM chapter WHERE id" + last);
    }
  }

  private OptionalLong tooOld(long oldest) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT max(id) FROM chapter WHERE began < ?")) {
      query.setLong(1, oldest);
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        long id = rows.getLong(1);
        return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(id);
      }
    }
  }

  @Override
  public void close() throws JournalFailed {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private JournalFailed failed(SQLException e) {
    return JournalFailed.of("write the chronicle", file, e);
  }

  /** Whether a chapter was closed, and when. */
  static Optional<Instant> ended(ResultSet rows, int column) throws SQLException {
    long at = rows.getLong(column);
    return rows.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
  }
}
