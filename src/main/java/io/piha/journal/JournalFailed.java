package io.piha.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The store could not be read or written. The message is for people: what was tried, on which file,
 * what came back, and what to do.
 */
public final class JournalFailed extends IOException {

  /**
   * @param message what was tried, on what, what came back, what to do
   */
  public JournalFailed(String message) {
    super(message);
  }

  JournalFailed(String message, Throwable cause) {
    super(message, cause);
  }

  /** Says what SQLite reported in words, e.g. {@code Could not write … : the disk is full}. */
  static JournalFailed of(String tried, Path file, SQLException cause) {
    return new JournalFailed(
        "Could not " + tried + " (" + file + "): " + why(cause, file) + ".", cause);
  }

  /** Whether SQLite says that the file, or a document in it, is not whole. */
  static boolean isDamaged(SQLException cause) {
    String code = code(cause);
    return String.valueOf(cause.getMessage()).contains("malformed JSON")
        || code.startsWith(SQLiteErrorCode.SQLITE_CORRUPT.name())
        || code.startsWith(SQLiteErrorCode.SQLITE_NOTADB.name());
  }

  private static String code(SQLException cause) {
    return cause instanceof SQLiteException lite ? lite.getResultCode().name() : "SQLITE_UNKNOWN";
  }

  private static String why(SQLException cause, Path file) {
    String code = code(cause);
    if (code.startsWith(SQLiteErrorCode.SQLITE_FULL.name())) {
      return "the disk is full; free some space, the next write tries again";
    }
    if (code.startsWith(SQLiteErrorCode.SQLITE_READONLY.name())) {
      return "it cannot be written; check owner and permissions of " + file.getParent();
    }
    if (code.startsWith(SQLiteErrorCode.SQLITE_CANTOPEN.name())) {
      return "it cannot be opened; check that " + file.getParent() + " exists and may be written";
    }
    if (code.startsWith(SQLiteErrorCode.SQLITE_BUSY.name())
        || code.startsWith(SQLiteErrorCode.SQLITE_LOCKED.name())) {
      return "another program holds it; close other tools that have it open";
    }
    if (isDamaged(cause)) {
      return "it is damaged; move it aside and restore a backup or start a new one";
    }
    if (code.startsWith(SQLiteErrorCode.SQLITE_IOERR.name())) {
      return "the disk reported an error (" + code + "); check the disk and its free space";
    }
    return String.valueOf(cause.getMessage());
  }
}
