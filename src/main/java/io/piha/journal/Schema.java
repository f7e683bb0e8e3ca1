package io.piha.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * The tables of one file, by version: script {@code n} leads from version {@code n} to {@code n+1}.
 * The version stands in SQLite's {@code user_version}. A file of a later version is refused, and
 * one that is about to change is copied first.
 *
 * @param scripts statements per version, oldest first
 */
record Schema(List<List<String>> scripts) {
  private static final long COPIES = 3;
  private static final long MEGABYTE = 1_000_000;
  private static final long MARGIN = 5 * MEGABYTE;

  Schema {
    scripts = List.copyOf(scripts);
  }

  /**
   * The file, opened for writing and brought to the newest version.
   *
   * @param durable whether a commit outlives a power cut
   */
  Connection open(Path file, boolean durable) throws SQLException, JournalFailed {
    Connection connection = Sqlite.writer(file, durable);
    try {
      apply(connection, file);
      return connection;
    } catch (SQLException | JournalFailed e) {
      Sqlite.closeQuietly(connection, e);
      throw e;
    }
  }

  /**
   * The file, opened for reading, also one that an earlier PiHA still writes.
   *
   * @throws JournalFailed when there is none yet, or a later PiHA wrote it
   */
  Connection reader(Path file) throws SQLException, JournalFailed {
    Connection connection = Sqlite.reader(file);
    try {
      refuseLater(version(connection), file);
      return connection;
    } catch (SQLException | JournalFailed e) {
      Sqlite.closeQuietly(connection, e);
      throw e;
    }
  }

  /** Whether the file is there and of an earlier version; false for one that cannot be read. */
  boolean isBehind(Path file) {
    if (!Files.exists(file)) {
      return false;
    }
    try (Connection connection = Sqlite.reader(file)) {
      long version = version(connection);
      return version > 0 && version < scripts.size();
    } catch (SQLException | JournalFailed e) {
      return false; // whoever opens it says why
    }
  }

  /** Brings the file to the newest version, each step in its own transaction. */
  void apply(Connection connection, Path file) throws SQLException, JournalFailed {
    long version = version(connection);
    refuseLater(version, file);
    if (version > 0 && version < scripts.size()) {
      copy(connection, file, version);
    }
    for (int step = (int) version; step < scripts.size(); step++) {
      run(connection, scripts.get(step), step + 1);
    }
  }

  private void refuseLater(long version, Path file) throws JournalFailed {
    if (version > scripts.size()) {
      throw new JournalFailed(
          "%s was written by a later PiHA (schema %d; this one knows %d). Install that version"
                  .formatted(file, version, scripts.size())
              + " again, or move the file aside and put back the copy made before the update.");
    }
  }

  private static long version(Connection connection) throws SQLException {
    return Sqlite.number(connection, "PRAGMA user_version");
  }

  private static void run(Connection connection, List<String> statements, int version)
      throws SQLException {
    Sqlite.run(connection, Sqlite.BEGIN);
    try {
      for (String statement : statements) {
        Sqlite.run(connection, statement);
      }
      Sqlite.run(connection, "PRAGMA user_version = " + version);
      Sqlite.run(connection, "COMMIT");
    } catch (SQLException e) {
      Sqlite.closeQuietly(connection, e); // which rolls back
      throw e;
    }
  }

  /**
   * The copy, what is rewritten and the log of that: a full disk would take the journal with it.
   */
  private static void needRoom(Path file) throws JournalFailed {
    try {
      long needed = COPIES * Files.size(file) + MARGIN;
      long free = Files.getFileStore(file).getUsableSpace();
      if (free < needed) {
        throw new JournalFailed(
            "%s is of an earlier version, and to update it %d MB of free disk are needed; %d are there. Make room."
                .formatted(file, needed / MEGABYTE, free / MEGABYTE));
      }
    } catch (IOException e) {
      throw new JournalFailed("Could not see how much room there is for " + file + ": " + e, e);
    }
  }

  private static void copy(Connection connection, Path file, long version)
      throws SQLException, JournalFailed {
    Path copy = file.resolveSibling(file.getFileName() + ".schema-" + version);
    if (Files.exists(copy)) {
      return; // an update that broke off after its copy; the first one is the good one
    }
    // Only a whole copy gets the name; what an earlier try left half is begun anew.
    Path half = file.resolveSibling(copy.getFileName() + ".part");
    needRoom(file);
    try (PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
      Files.deleteIfExists(half);
      vacuum.setString(1, half.toString());
      vacuum.execute();
      Files.move(half, copy, StandardCopyOption.ATOMIC_MOVE);
    } catch (SQLException e) {
      throw JournalFailed.of("copy the store before its update", copy, e);
    } catch (IOException e) {
      throw new JournalFailed("Could not copy the store before its update (" + copy + "): " + e, e);
    }
  }
}
