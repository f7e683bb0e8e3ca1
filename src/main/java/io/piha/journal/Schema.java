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

  /** Brings the file to the newest version, each step in its own transaction. */
  void apply(Connection connection, Path file) throws SQLException, JournalFailed {
    long version = Sqlite.number(connection, "PRAGMA user_version");
    if (version > scripts.size()) {
      throw new JournalFailed(
          "%s was written by a later PiHA (schema %d; this one knows %d). Install that version"
                  .formatted(file, version, scripts.size())
              + " again, or move the file aside and put back the copy made before the update.");
    }
    if (version > 0 && version < scripts.size()) {
      copy(connection, file, version);
    }
    for (int step = (int) version; step < scripts.size(); step++) {
      run(connection, scripts.get(step), step + 1);
    }
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

  private static void copy(Connection connection, Path file, long version)
      throws SQLException, JournalFailed {
    Path copy = file.resolveSibling(file.getFileName() + ".schema-" + version);
    if (Files.exists(copy)) {
      return; // an update that broke off after its copy; the first one is the good one
    }
    // Only a whole copy gets the name; what an earlier try left half is begun anew.
    Path half = file.resolveSibling(copy.getFileName() + ".part");
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
