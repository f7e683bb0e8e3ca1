package io.piha.cli;

import io.piha.engine.Snapshot;
import io.piha.journal.AuditFile;
import io.piha.journal.AuditLog;
import io.piha.journal.Deliveries;
import io.piha.journal.RecordFeed;
import io.piha.journal.RecordSink;
import java.nio.file.Path;

/** The audit log's way out: as lines of a file, and as events over the broker. */
final class Records implements AutoCloseable {

  private final AuditFile file;
  private final RecordFeed broker;
  private boolean connected;

  Records(Path logDir, AuditLog log, Deliveries deliveries, RecordSink toBroker) {
    this.file = AuditFile.start(logDir, log, deliveries);
    this.broker = RecordFeed.start("mqtt", deliveries, toBroker);
  }

  /** New records were written. */
  void wake() {
    file.wake();
    broker.wake();
  }

  /** What could not be delivered is offered again as soon as the broker is back. */
  void looked(Snapshot picture) {
    boolean is = picture.broker().connected();
    if (is && !connected) {
      broker.retry();
    }
    connected = is;
  }

  @Override
  public void close() {
    broker.close();
    file.close();
  }
}
