package io.piha.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tells a sink every audit record, in order, from the first one on; what the sink does not take is
 * kept in the journal and offered again, in pauses of at most 30 seconds, until it does. How far it
 * got is remembered in {@link Deliveries} across restarts.
 */
public final class RecordFeed implements AutoCloseable {
  /** The most records that are under way at once. */
  static final int IN_FLIGHT = 32;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String name;
  private final Deliveries deliveries;
  private final RecordSink sink;
  private final Duration patience;
  private final Courier courier;

  private RecordFeed(String name, Deliveries deliveries, RecordSink sink, Duration patience) {
    this.name = name;
    this.deliveries = deliveries;
    this.sink = sink;
    this.patience = patience;
    this.courier = Courier.start(name, this::deliver);
  }

  /**
   * Begins to deliver what is owed.
   *
   * @param name the sink's name in {@link Deliveries}; a sink that should not be told what happened
   *     before it was configured is given its place there by {@link Deliveries#begin} first
   * @param deliveries stays the caller's to close, after this
   */
  public static RecordFeed start(String name, Deliveries deliveries, RecordSink sink) {
    return new RecordFeed(name, deliveries, sink, PATIENCE);
  }

  /** With another patience for an answer that never comes. */
  static RecordFeed start(String name, Deliveries deliveries, RecordSink sink, Duration patience) {
    return new RecordFeed(name, deliveries, sink, patience);
  }

  /** There may be new records; call it after each commit. Costs nothing, waits for nothing. */
  public void wake() {
    courier.wake();
  }

  /** The sink may be back, e.g. the broker is connected again: try at once. */
  public void retry() {
    courier.retry();
  }

  /** Why the sink is behind, in words; empty while all is well. */
  public Optional<String> trouble() {
    return courier.trouble();
  }

  /** Delivers what is still owed, as far as the sink takes it in a few seconds, and ends. */
  @Override
  public void close() {
    courier.close();
  }

  private boolean deliver() throws IOException, InterruptedException {
    List<AuditLog.Line> owed = deliveries.owedLines(name, IN_FLIGHT);
    List<CompletableFuture<Boolean>> underway = new ArrayList<>(owed.size());
    for (AuditLog.Line line : owed) {
      underway.add(send(line));
    }
    long taken = 0;
    @Nullable String refusal = null;
    for (int i = 0; i < owed.size() && refusal == null; i++) {
      refusal = refusal(underway.get(i));
      taken = refusal == null ? owed.get(i).id() : taken;
    }
    deliveries.delivered(name, taken);
    if (refusal != null) {
      underway.forEach(each -> each.cancel(false));
      throw new IOException(
          "%s does not take the audit records: %s. It is tried again; waiting in the journal: %d."
              .formatted(name, refusal, deliveries.backlog(name)));
    }
    return owed.size() == IN_FLIGHT;
  }

  private CompletableFuture<Boolean> send(AuditLog.Line line) {
    try {
      return sink.deliver(line.record(), line.text());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private @Nullable String refusal(CompletableFuture<Boolean> answer) throws InterruptedException {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS) ? null : "not confirmed";
    } catch (TimeoutException e) {
      return "no answer for " + patience.toSeconds() + " s";
    } catch (CancellationException e) {
      return "it was given up";
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
  }
}
