package io.piha.cli;

import io.piha.arbiter.Entry;
import io.piha.engine.Engine;
import io.piha.journal.AuditLog;
import io.piha.journal.Deliveries;
import io.piha.leadership.MqttLink;
import io.piha.leadership.Published;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The control plane's own ways out, status and audit records, joined to an engine as it does. */
public final class Outlets implements AutoCloseable {
  private final Deliveries deliveries;
  private final StatusPublisher status;
  private final Records records;

  public Outlets(Path folder, AuditLog log, Engine engine, MqttLink link) throws IOException {
    deliveries = Deliveries.open(folder, log);
    status = new StatusPublisher(link::publishStatus);
    engine.subscribe(status);
    records =
        new Records(
            folder,
            log,
            deliveries,
            (event, line) ->
                link.publishEvent(of(event.entry()), line).thenApply(Published::confirmed));
    engine.onRecords(_ -> records.wake());
    engine.subscribe(records::looked);
  }

  private static @Nullable String of(Entry entry) {
    return entry.service();
  }

  @Override
  public void close() throws IOException {
    records.close();
    status.close();
    deliveries.close();
  }
}
