package io.piha.journal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the audit log as JSON lines to {@code log_dir/audit.jsonl}, each record once and in order.
 *
 * <p>The file itself says how far it got: its last whole line. A line that a crash tore is cut off
 * and written anew. Where the file is empty or was rotated away, the cursor in {@link Deliveries}
 * says where to go on, so a rotated file and its successor join without a gap. While the disk
 * refuses, nobody waits: the records stay in the journal and follow when it takes them again.
 */
public final class AuditFile implements AutoCloseable {
  /** The file in the log directory. */
  public static final String FILE = "audit.jsonl";

  /** The name of this sink in {@link Deliveries}. */
  public static final String SINK = "file";

  private static final Logger LOG = LoggerFactory.getLogger(AuditFile.class);

  /** The most records that are written and synced to disk at once. */
  static final int BATCH = 256;

  private final Path file;
  private final AuditLog log;
  private final Deliveries deliveries;
  private final JsonText json = new JsonText();
  private final Courier courier;
  private @Nullable AppendedLines open;
  private long lastId;

  private AuditFile(Path file, AuditLog log, Deliveries deliveries) {
    this.file = file;
    this.log = log;
    this.deliveries = deliveries;
    this.lastId = deliveries.cursor(SINK);
    this.courier = Courier.start(SINK, this::deliver);
  }

  /**
   * Begins to write; never fails, for a disk that refuses is tried again.
   *
   * @param logDir made when it does not exist
   * @param log where the records come from; stays the caller's to close, after this
   * @param deliveries remembers how far the file got; stays the caller's to close, after this
   */
  public static AuditFile start(Path logDir, AuditLog log, Deliveries deliveries) {
    return new AuditFile(logDir.resolve(FILE), log, deliveries);
  }

  /** There may be new records; call it after each commit. Costs nothing, waits for nothing. */
  public void wake() {
    courier.wake();
  }

  /** Why the file is behind, in words; empty while all is well. */
  public Optional<String> trouble() {
    return courier.trouble();
  }

  /** Writes what is still owed, as far as that is possible in a few seconds, and ends. */
  @Override
  public void close() {
    courier.close();
    reopenNextTime();
  }

  private boolean deliver() throws IOException {
    try {
      AppendedLines lines = lines();
      List<AuditLog.Line> owed = log.lines(lastId, BATCH);
      if (!owed.isEmpty()) {
        lines.append(owed.stream().map(AuditLog.Line::text).toList());
        lastId = owed.getLast().id();
      }
      deliveries.delivered(SINK, lastId);
      return owed.size() == BATCH;
    } catch (JournalFailed e) {
      throw e;
    } catch (IOException e) {
      reopenNextTime();
      throw new IOException(
          "Could not write the audit log to %s: %s. It is tried again; waiting in the journal: %d."
              .formatted(file, why(e), deliveries.backlog(SINK)),
          e);
    }
  }

  /** The file, opened anew when it was rotated away or when the last attempt failed. */
  private AppendedLines lines() throws IOException {
    AppendedLines before = open;
    if (before != null && before.isStillThere()) {
      return before;
    }
    reopenNextTime();
    AppendedLines now = AppendedLines.open(file);
    open = now;
    Optional<String> last = now.lastLine();
    if (last.isEmpty()) {
      return now;
    }
    Optional<AuditRecord> record = inChain(last.get());
    if (record.isPresent()) {
      lastId = record.get().id();
      return now;
    }
    return begunAnew();
  }

  /** The file ends with something that this journal never wrote: it is kept, under another name. */
  private AppendedLines begunAnew() throws IOException {
    reopenNextTime();
    Path aside = AppendedLines.putAside(file);
    LOG.warn(
        "The last line of {} is no record of this journal (another data_dir, or an older copy of"
            + " it?). The file is kept as {} and a new one begins with the first record.",
        file,
        aside);
    AppendedLines now = AppendedLines.open(file);
    open = now;
    lastId = 0;
    return now;
  }

  private Optional<AuditRecord> inChain(String line) throws JournalFailed {
    try {
      Map<String, @Nullable Object> fields = json.object(line);
      String hash = JsonText.text(fields, "hash");
      return log.byId(JsonText.whole(fields, "id")).filter(record -> record.hash().equals(hash));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void reopenNextTime() {
    AppendedLines before = open;
    open = null;
    if (before != null) {
      try {
        before.close();
      } catch (IOException e) {
        LOG.debug("Closing {}", file, e); // what was written is checked on opening it again
      }
    }
  }

  private static String why(IOException e) {
    String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
    return switch (e) {
      case AccessDeniedException denied -> denied.getFile() + " may not be written by this user";
      case NoSuchFileException missing -> missing.getFile() + " does not exist";
      case FileAlreadyExistsException taken -> taken.getFile() + " is in the way";
      default -> reason == null ? e.toString() : reason;
    };
  }
}
