package io.piha.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Carries the write-ahead log over into the database from a thread of its own, so that no commit
 * ever has to pay for it. Passive checkpoints wait for nobody and keep nobody waiting.
 */
final class Checkpoints implements AutoCloseable {
  private static final int EVERY_COMMITS = 256;
  private static final long CLOSE_MILLIS = 2_000;

  private final Path file;
  private final Semaphore due = new Semaphore(0);
  private final Thread worker;
  private int commits;

  Checkpoints(Path file) {
    this.file = file;
    this.worker = Thread.ofVirtual().name("journal-checkpoints").start(this::run);
  }

  /** Told after each commit, by the committing thread. */
  void committed() {
    commits++;
    if (commits % EVERY_COMMITS == 0) {
      due.release();
    }
  }

  @Override
  public void close() {
    worker.interrupt();
    try {
      worker.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (true) {
      try {
        if (due.tryAcquire(1, TimeUnit.MINUTES)) {
          due.drainPermits();
          checkpoint();
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void checkpoint() {
    try (Connection connection = Sqlite.writer(file, /* durable= */ true)) {
      Sqlite.number(connection, "PRAGMA wal_checkpoint(PASSIVE)");
    } catch (SQLException e) {
      // The log only grows a little longer; SQLite's own limit in the writer is the backstop.
      org.slf4j.LoggerFactory.getLogger(Checkpoints.class)
          .warn("Checkpoint of {} failed: {}", file, e.getMessage());
    }
  }
}
