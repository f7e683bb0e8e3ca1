package io.piha.journal;

import io.piha.arbiter.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was decided, on disk before it is acted on: {@code data_dir/journal.db}.
 *
 * <p>One thread writes, the engine's loop. A {@link #commit} is one transaction and one sync to the
 * disk: the changed states and the audit records that explain them are stored together or not at
 * all. Readers ({@link AuditLog}) have connections of their own and never keep the writer waiting.
 */
public final class Journal implements DecisionStore, AutoCloseable {
  /** The file in the data directory. */
  public static final String FILE = "journal.db";

  private final Path file;
  private final Checkpoints checkpoints;
  private final SeenIds seen;
  private @Nullable JournalWriter writer;
  private long lastId;
  private Optional<Instant> lastWrite;
  private boolean closed;

  private Journal(Path file, JournalWriter writer, SeenIds seen) {
    this.file = file;
    this.writer = writer;
    this.seen = seen;
    this.lastId = writer.lastId();
    this.lastWrite = writer.lastWrite();
    this.checkpoints = new Checkpoints(file);
  }

  /**
   * Opens the journal, or begins one where there is none.
   *
   * @throws JournalFailed when the file is damaged, of a later version, or cannot be written
   */
  public static Journal open(Path dataDir) throws JournalFailed {
    Path file = dataDir.resolve(FILE);
    try {
      Files.createDirectories(dataDir);
      JournalWriter writer = new JournalWriter(file);
      return new Journal(file, writer, new SeenIds(writer.seen()));
    } catch (SQLException e) {
      throw JournalFailed.of("open the journal", file, e);
    } catch (JournalFailed e) {
      throw e;
    } catch (IOException e) {
      throw new JournalFailed("Could not make the data directory " + dataDir + ": " + e, e);
    }
  }

  @Override
  public synchronized Map<String, byte[]> states() throws JournalFailed {
    try {
      return writer().states();
    } catch (SQLException e) {
      throw failed("read the stored states", e);
    }
  }

  /** When something was last written, by the time given with it; empty for a new journal. */
  public synchronized Optional<Instant> lastWrite() {
    return lastWrite;
  }

  /** The id of the newest audit record, 0 before the first. */
  public synchronized long lastId() {
    return lastId;
  }

  /**
   * Stores states and audit entries in one transaction.
   *
   * @param at wall time of the decision, kept to the millisecond
   * @param states changed states by key; an empty value removes the key
   * @return the entries with their place in the chain, in the order given
   * @throws JournalFailed when nothing of it was stored; the chain is whole and the next commit
   *     tries anew
   */
  public List<AuditRecord> commit(Instant at, Map<String, byte[]> states, List<Entry> entries)
      throws JournalFailed {
    return commit(at, states, entries, List.of());
  }

  /** The same, and remembers the ids of requests together with what was decided on them. */
  @Override
  public synchronized List<AuditRecord> commit(
      Instant at,
      Map<String, byte[]> states,
      List<Entry> entries,
      Collection<String> seenRequestIds)
      throws JournalFailed {
    SeenIds.Change change = seen.change(at, seenRequestIds);
    try {
      JournalWriter open = writer();
      List<AuditRecord> records = open.commit(at, states, entries, change);
      seen.apply(change);
      lastId = open.lastId();
      lastWrite = open.lastWrite();
      checkpoints.committed();
      return records;
    } catch (SQLException e) {
      throw failed("write the decision to the journal", e);
    }
  }

  @Override
  public synchronized boolean saw(String requestId) {
    return seen.contains(requestId);
  }

  /** Request ids and nonces that were seen. */
  public SeenRequests seen() {
    return new SeenRequests() {
      @Override
      public boolean contains(String id) {
        synchronized (Journal.this) {
          return seen.contains(id);
        }
      }

      @Override
      public boolean firstTime(String id, Instant at) throws JournalFailed {
        synchronized (Journal.this) {
          if (seen.contains(id)) {
            return false;
          }
          commit(at, Map.of(), List.of(), List.of(id));
          return true;
        }
      }
    };
  }

  /** A reader of the audit log with a connection of its own; close it after use. */
  public AuditLog log() throws JournalFailed {
    return AuditLog.openFile(file);
  }

  /** Nothing can be written afterwards. */
  @Override
  public void close() {
    checkpoints.close();
    synchronized (this) {
      closed = true;
      discard(new IllegalStateException("closing"));
    }
  }

  private JournalWriter writer() throws SQLException, JournalFailed {
    if (closed) {
      throw new JournalFailed("The journal " + file + " is closed.");
    }
    JournalWriter open = writer;
    if (open == null) {
      open = new JournalWriter(file);
      writer = open;
    }
    return open;
  }

  private JournalFailed failed(String tried, SQLException cause) {
    discard(cause);
    return JournalFailed.of(tried, file, cause);
  }

  private void discard(Exception cause) {
    JournalWriter open = writer;
    writer = null;
    if (open != null) {
      Sqlite.closeQuietly(open, cause); // closing rolls back what was not committed
    }
  }
}
