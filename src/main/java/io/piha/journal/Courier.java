package io.piha.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A virtual thread that makes one delivery round after another: when it is woken, now and then by
 * itself, and after a failure in growing, jittered pauses for as long as it takes.
 */
final class Courier implements AutoCloseable {
  /** The longest pause after a failure. */
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long LOOK_MILLIS = 15_000;
  private static final long CLOSE_MILLIS = 3_000;

  /** Delivers what it can at once. */
  interface Round {
    /**
     * Delivers some records.
     *
     * @return true when more may be owed already
     * @throws IOException in words for people, when the sink refuses
     */
    boolean deliver() throws IOException, InterruptedException;
  }

  private final String sink;
  private final Round round;
  private final Semaphore records = new Semaphore(0);
  private final Semaphore retries = new Semaphore(0);
  private final Thread worker;
  private volatile @Nullable String trouble;
  private volatile boolean closing;

  private Courier(String sink, Round round) {
    this.sink = sink;
    this.round = round;
    this.worker = Thread.ofVirtual().name("deliver-" + sink).unstarted(this::run);
  }

  static Courier start(String sink, Round round) {
    Courier courier = new Courier(sink, round);
    courier.worker.start();
    return courier;
  }

  /** There may be new records. Does not cut a pause short, so that a dead sink stays cheap. */
  void wake() {
    records.release();
  }

  /** The sink may be back: try at once. */
  void retry() {
    retries.release();
    records.release();
  }

  /** Why nothing is delivered at the moment. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Makes a last round, as far as the sink takes it within three seconds. */
  @Override
  public void close() {
    closing = true;
    retry();
    try {
      if (!worker.join(Duration.ofMillis(CLOSE_MILLIS))) {
        worker.interrupt();
        worker.join(Duration.ofMillis(CLOSE_MILLIS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    int failures = 0;
    try {
      while (true) {
        boolean last = closing;
        records.drainPermits();
        retries.drainPermits();
        failures = delivered() ? 0 : failures + 1;
        if (last) {
          return;
        }
        if (failures > 0) {
          var _ = retries.tryAcquire(pauseMillis(failures), TimeUnit.MILLISECONDS);
        } else {
          var _ = records.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      // closed while the sink kept it waiting; what is owed stays owed
    }
  }

  private boolean delivered() throws InterruptedException {
    try {
      while (round.deliver()) {
        told(null);
      }
      told(null);
      return true;
    } catch (IOException e) {
      told(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("Delivery of audit records to {} failed", sink, e);
      told("Delivery of audit records to " + sink + " failed: " + e);
    }
    return false;
  }

  private void told(@Nullable String now) {
    if (now != null && trouble == null) {
      LOG.warn("{}", now);
    } else if (now == null && trouble != null) {
      LOG.info("Audit records reach {} again", sink);
    }
    trouble = now;
  }

  private static long pauseMillis(int failures) {
    long most =
        Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE_MILLIS << Math.min(failures - 1, 10));
    return most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
  }
}
