package io.piha.console.kit;

import io.piha.arbiter.Entry;
import io.piha.engine.Snapshot;
import io.piha.journal.AuditLog;
import io.piha.journal.HistoryLog;
import io.piha.journal.JournalFailed;
import java.time.Instant;
import java.util.Optional;

/**
 * What was kept: the audit log, the history of heartbeats, and how any past moment looked. It lies
 * in the data folder, so a window far from it has none. May wait for a disk, therefore it is asked
 * through {@link Background} only.
 */
public interface Archive {

  /** The audit log. */
  AuditLog audit() throws JournalFailed;

  /** Heartbeats and verdicts. */
  HistoryLog history() throws JournalFailed;

  /**
   * How the site looked at a moment, judged again by the arbiter from what it had heard; empty
   * where nothing was kept of it.
   *
   * @param wall the moment, wall time
   */
  Optional<Snapshot> at(Instant wall) throws JournalFailed;

  /**
   * Writes a record that the engine does not decide on; only enqueues.
   *
   * @return whether this window may write records
   */
  boolean note(Entry entry);

  /** The configuration, where it can be had from here. */
  default ConfigDesk config() {
    return ConfigDesk.NONE;
  }

  /** The drills, where they can be played from here. */
  default DrillDesk drills() {
    return DrillDesk.NONE;
  }

  /** For a window far from the data folder. */
  Archive NONE =
      new Archive() {
        @Override
        public AuditLog audit() throws JournalFailed {
          throw nothing();
        }

        @Override
        public HistoryLog history() throws JournalFailed {
          throw nothing();
        }

        @Override
        public Optional<Snapshot> at(Instant wall) {
          return Optional.empty();
        }

        @Override
        public boolean note(Entry entry) {
          return false;
        }

        private JournalFailed nothing() {
          return new JournalFailed(
              "The records lie with the control plane that decides; open the console there.");
        }
      };
}
