package io.piha.journal;

import java.util.concurrent.CompletableFuture;

/** Somebody outside who is told every audit record, e.g. the broker. */
@FunctionalInterface
public interface RecordSink {

  /**
   * Sends one record. Must not wait; several may be under way, always begun in order.
   *
   * @param record the record
   * @param jsonLine the same as JSON, exactly as it was stored, hash included, without a line end
   * @return true when it has safely arrived; false, or a failure whose message says why, when it
   *     has not and must be sent again. Once one was not taken, those under way behind it are sent
   *     again too, so a record can arrive twice, with the same {@code id}
   */
  CompletableFuture<Boolean> deliver(AuditRecord record, String jsonLine);
}
