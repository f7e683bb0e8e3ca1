package io.piha.cli;

import io.piha.engine.Snapshot;
import io.piha.engine.StatusDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the status on each change and at least every few seconds. Pictures that come while one
 * is being written are passed over but for the newest.
 */
final class StatusPublisher implements Consumer<Snapshot>, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StatusPublisher.class);

  private static final Duration AT_LEAST = Duration.ofSeconds(8);
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private final Consumer<byte[]> publish;
  private final AtomicReference<@Nullable Snapshot> waiting = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean stopping;

  StatusPublisher(Consumer<byte[]> publish) {
    this.publish = publish;
    this.thread = Thread.ofVirtual().name("status").start(this::run);
  }

  @Override
  public void accept(Snapshot snapshot) {
    waiting.set(snapshot);
    LockSupport.unpark(thread);
  }

  /** What must be published at once when it differs. */
  private record Gist(boolean connected, boolean isolated, String role, long revision) {
    static Gist of(Snapshot snapshot) {
      return new Gist(
          snapshot.broker().connected(),
          snapshot.isolated(),
          snapshot.control().role(),
          snapshot.revision());
    }
  }

  private void run() {
    @Nullable Gist said = null;
    Instant at = Instant.EPOCH;
    while (!stopping) {
      Snapshot next = waiting.getAndSet(null);
      if (next == null) {
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        continue;
      }
      Gist gist = Gist.of(next);
      if (!gist.equals(said) || !next.at().isBefore(at.plus(AT_LEAST))) {
        say(next);
        said = gist;
        at = next.at();
        LockSupport.parkNanos(BETWEEN.toNanos());
      }
    }
  }

  /** What cannot be painted must not silence the next one. */
  private void say(Snapshot picture) {
    try {
      publish.accept(StatusDocument.bytes(picture));
    } catch (RuntimeException e) {
      LOG.error("the status could not be said", e);
    }
  }

  @Override
  public void close() {
    stopping = true;
    LockSupport.unpark(thread);
  }
}
