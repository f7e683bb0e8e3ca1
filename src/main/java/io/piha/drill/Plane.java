package io.piha.drill;

import io.piha.arbiter.Effect;
import io.piha.arbiter.Entry;
import io.piha.arbiter.Request;
import io.piha.journal.AuditRecord;
import io.piha.journal.JournalFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The running control plane, as a live drill sees it. */
public interface Plane {

  /** The engine's time, by which hosts are heard. */
  Instant now();

  /** Wall time, by which records are dated. */
  Instant wall();

  /** Asks as an operator does. */
  CompletableFuture<Effect.Answer> ask(Request request);

  /** Writes an audit entry. */
  void note(Entry entry);

  /** The audit records after that one, oldest first. */
  List<AuditRecord> after(long id) throws JournalFailed;

  /** The number of the newest audit record. */
  long lastRecord() throws JournalFailed;

  /** How long that host takes to boot, as far as it was measured. */
  Duration boot(String service, String host);
}
