package io.piha.term;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people were told, left under the lease for the next holder; here it is a text and nothing
 * more. It goes its own way, on a connection and a thread of its own: neither a renewal nor a
 * decision nor a message ever waits for it. Only the newest is written, and so slowly that a night
 * full of alarms does not fill the store.
 */
public final class Told implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Told.class);

  /** etcd takes 1.5 MiB in one request, unless it is told otherwise. */
  static final int MOST_BYTES = 1_000_000;

  /** Some 700 MB in a day at the very most, which etcd forgets when it compacts. */
  private static final int BYTES_A_SECOND = 8_192;

  private static final Duration LEAST_PAUSE = Duration.ofMillis(200);
  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);
  private static final int READINGS = 3;
  private static final Duration READ_AGAIN = Duration.ofMillis(500);

  private final LeaseStore line;
  private final Notes notes;
  private final Held held;
  private final CompletableFuture<Optional<String>> left = new CompletableFuture<>();
  private final AtomicReference<@Nullable Supplier<String>> newest = new AtomicReference<>();
  private final Semaphore news = new Semaphore(0);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread worker;
  private boolean saidTooLarge;

  /**
   * Begins to read what the one before left.
   *
   * @param line a connection of its own; stays the caller's to close, after this
   */
  public Told(LeaseStore line, Candidate candidate, Held held) {
    this.line = line;
    this.notes = candidate.notes();
    this.held = held;
    this.worker = Thread.ofVirtual().name("told").start(this::run);
  }

  /**
   * What stood there when this began; empty when nothing did. Fails within some seconds with {@link
   * LeaseTrouble} when the store does not tell.
   */
  public CompletableFuture<Optional<String>> left() {
    return left;
  }

  /** Leaves this for the next holder, unless something newer comes first. Returns at once. */
  public void leave(Supplier<String> text) {
    newest.set(text);
    news.release();
  }

  private void run() {
    try {
      read();
      while (closing.getCount() > 0) {
        news.acquire();
        news.drainPermits();
        var _ = closing.await(write().toMillis(), TimeUnit.MILLISECONDS);
      }
      var _ = write();
    } catch (InterruptedException e) {
      LOG.info("the last that was told is not left for the next: there was no time");
    } finally {
      left.completeExceptionally(new LeaseTrouble("closed"));
    }
  }

  private void read() throws InterruptedException {
    for (int i = 1; !left.isDone(); i++) {
      try {
        left.complete(
            line.transact("reading what was told", LeaseStore.Transaction.reading(notes.told()))
                .rows()
                .getFirst()
                .map(each -> new String(each.value().bytes(), StandardCharsets.UTF_8)));
      } catch (LeaseTrouble e) {
        if (i == READINGS || closing.await(READ_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
          left.completeExceptionally(e);
        }
      }
    }
  }

  /** Writes the newest; tells how long to rest after it. */
  private Duration write() {
    Supplier<String> text = newest.getAndSet(null);
    if (text == null || !held.holds()) {
      return Duration.ZERO;
    }
    try {
      Blob value = Blob.of(text.get().getBytes(StandardCharsets.UTF_8));
      return value.size() > MOST_BYTES ? tooLarge(value.size()) : write(value);
    } catch (LeaseTrouble e) {
      LOG.info("what was told is not left for the next yet: {}", e.words());
    } catch (RuntimeException e) {
      LOG.error("what was told is not left for the next", e);
    }
    if (newest.compareAndSet(null, text)) {
      news.release();
    }
    return AGAIN;
  }

  /** Where the lease is another's by now nothing is written; whoever renews it finds out. */
  private Duration write(Blob value) throws LeaseTrouble {
    var _ =
        line.transact(
            "leaving what was told",
            new LeaseStore.Transaction(
                List.of(held.ours()), List.of(Held.put(notes.told(), value)), List.of()));
    saidTooLarge = false;
    Duration rest = Duration.ofMillis(value.size() * 1_000L / BYTES_A_SECOND);
    return rest.compareTo(LEAST_PAUSE) > 0 ? rest : LEAST_PAUSE;
  }

  private Duration tooLarge(int bytes) {
    if (!saidTooLarge) {
      LOG.warn(
          "what was told has {} bytes, more than the store takes: the next control plane would go"
              + " on with what was left before",
          bytes);
    }
    saidTooLarge = true;
    return LEAST_PAUSE;
  }

  /** Writes the last that was left, if the lease still holds, within two seconds. */
  @Override
  public void close() {
    closing.countDown();
    news.release();
    try {
      if (!worker.join(LAST_WORDS)) {
        worker.interrupt();
        worker.join(LEAST_PAUSE);
      }
    } catch (InterruptedException e) {
      worker.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
