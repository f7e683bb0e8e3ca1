package io.piha.console.kit;

import io.piha.arbiter.Entry;
import io.piha.engine.Past;
import io.piha.engine.Snapshot;
import io.piha.journal.AuditLog;
import io.piha.journal.ChapterLog;
import io.piha.journal.HistoryLog;
import io.piha.journal.JournalFailed;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was kept in a data folder, each file opened when it is first asked for. Reading it never
 * keeps the engine waiting.
 */
public final class FolderArchive implements Archive, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FolderArchive.class);

  private final Path dataDir;
  private final Predicate<Entry> notes;
  private final ConfigDesk config;
  private final DrillDesk drills;
  private @Nullable AuditLog audit;
  private @Nullable HistoryLog history;
  private @Nullable ChapterLog chapters;
  private @Nullable Past past;

  /**
   * @param notes writes a record, or says that it cannot
   */
  public FolderArchive(Path dataDir, Predicate<Entry> notes) {
    this(dataDir, notes, ConfigDesk.NONE, DrillDesk.NONE);
  }

  /**
   * @param notes writes a record, or says that it cannot
   * @param config the configuration in force
   * @param drills the drills of the control plane beside it
   */
  public FolderArchive(Path dataDir, Predicate<Entry> notes, ConfigDesk config, DrillDesk drills) {
    this.dataDir = dataDir;
    this.notes = notes;
    this.config = config;
    this.drills = drills;
  }

  @Override
  public ConfigDesk config() {
    return config;
  }

  @Override
  public DrillDesk drills() {
    return drills;
  }

  @Override
  public synchronized AuditLog audit() throws JournalFailed {
    AuditLog open = audit;
    if (open == null) {
      open = AuditLog.open(dataDir);
      audit = open;
    }
    return open;
  }

  @Override
  public synchronized HistoryLog history() throws JournalFailed {
    HistoryLog open = history;
    if (open == null) {
      open = HistoryLog.open(dataDir);
      history = open;
    }
    return open;
  }

  @Override
  public Optional<Snapshot> at(Instant wall) throws JournalFailed {
    return past().at(wall);
  }

  private synchronized Past past() throws JournalFailed {
    Past open = past;
    if (open == null) {
      ChapterLog log = ChapterLog.open(dataDir);
      chapters = log;
      open = new Past(log, audit());
      past = open;
    }
    return open;
  }

  @Override
  public boolean note(Entry entry) {
    return notes.test(entry);
  }

  @Override
  public synchronized void close() {
    close(audit);
    close(history);
    close(chapters);
  }

  private static void close(@Nullable AutoCloseable part) {
    if (part != null) {
      try {
        part.close();
      } catch (Exception e) {
        LOG.debug("did not close", e);
      }
    }
  }
}
