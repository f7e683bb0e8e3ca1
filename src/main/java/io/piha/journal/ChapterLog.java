package io.piha.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the chronicle over a connection of its own, also from another process. Several threads may
 * use it; they take turns.
 */
public final class ChapterLog implements AutoCloseable {

  /** A whole state, and pages of what was heard after it up to the moment asked for. */
  public static final class Chapter {
    private final Instant began;
    private final Optional<Instant> ended;
    private final byte[] state;
    private final List<byte[]> pages;

    private Chapter(Instant began, Optional<Instant> ended, byte[] state, List<byte[]> pages) {
      this.began = began;
      this.ended = ended;
      this.state = state;
      this.pages = pages;
    }

    public Instant began() {
      return began;
    }

    /** When the engine stopped hearing; empty when it went on, or was killed. */
    public Optional<Instant> ended() {
      return ended;
    }

    public byte[] state() {
      return state;
    }

    public List<byte[]> pages() {
      return pages;
    }
  }

  private final Path file;
  private final Connection connection;

  private ChapterLog(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Opens the chronicle in a data directory.
   *
   * @throws JournalFailed when there is none yet, or it cannot be read
   */
  public static ChapterLog open(Path dataDir) throws JournalFailed {
    Path file = dataDir.resolve(ChapterStore.FILE);
    try {
      return new ChapterLog(file, ChapterStore.SCHEMA.reader(file));
    } catch (SQLException e) {
      throw JournalFailed.of("open the chronicle", file, e);
    }
  }

  /** The chapter in which a moment lies; empty when it is older than all that was kept. */
  public synchronized Optional<Chapter> at(Instant wall) throws JournalFailed {
    String sql =
        "SELECT id, began, ended, state FROM chapter WHERE began <= ?"
            + " ORDER BY began DESC, id DESC LIMIT 1";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setLong(1, wall.toEpochMilli());
      try (ResultSet rows = query.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        return Optional.of(
            new Chapter(
                Instant.ofEpochMilli(rows.getLong(2)),
                ChapterStore.ended(rows, 3),
                rows.getBytes(4),
                pages(rows.getLong(1), wall)));
      }
    } catch (SQLException e) {
      throw JournalFailed.of("read the chronicle", file, e);
    }
  }

  /**
   * The chapters in which a stretch of time lies, oldest first; empty when it is older than all
   * that was kept.
   */
  public synchronized List<Chapter> between(Instant from, Instant to) throws JournalFailed {
    String sql =
        "SELECT id, began, ended, state FROM chapter WHERE began <= ?1 AND began >="
            + " (SELECT max(began) FROM chapter WHERE began <= ?2) ORDER BY began, id";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setLong(1, to.toEpochMilli());
      query.setLong(2, from.toEpochMilli());
      var found = new ArrayList<Chapter>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Chapter(
                  Instant.ofEpochMilli(rows.getLong(2)),
                  ChapterStore.ended(rows, 3),
                  rows.getBytes(4),
                  pages(rows.getLong(1), to)));
        }
      }
      return List.copyOf(found);
    } catch (SQLException e) {
      throw JournalFailed.of("read the chronicle", file, e);
    }
  }

  private List<byte[]> pages(long chapter, Instant wall) throws SQLException {
    String sql = "SELECT heard FROM page WHERE chapter = ? AND began <= ? ORDER BY number";
    var pages = new ArrayList<byte[]>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setLong(1, chapter);
      query.setLong(2, wall.toEpochMilli());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          pages.add(rows.getBytes(1));
        }
      }
    }
    return pages;
  }

  @Override
  public synchronized void close() throws JournalFailed {
    try {
      connection.close();
    } catch (SQLException e) {
      throw JournalFailed.of("close the chronicle", file, e);
    }
  }
}
