package io.piha.engine;

import io.piha.arbiter.Signal;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the loop, in the order of its arrival. Any thread puts in, one thread takes out.
 *
 * <p>Waking a thread costs more than a heartbeat does. When heartbeats come in quick succession the
 * taker lies down for {@link #NAP} between them and is woken by anything else, and by whoever knows
 * that they {@link #gathered have gathered}; each carries the time of its arrival, so nothing is
 * judged by the nap.
 */
final class Mailbox {
  /** Far below the 50 ms within which a heartbeat must have its effect. */
  private static final Duration NAP = Duration.ofMillis(15);

  /** Beyond this many waiting signals heartbeats are dropped and counted. */
  private static final int HEARTBEATS_WAITING = 20_000;

  private final ConcurrentLinkedQueue<Signal> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();
  private volatile @Nullable Thread sleeper;
  private volatile boolean napping;

  /** Puts in a signal; a heartbeat is dropped when far too many wait. */
  void offer(Signal signal) {
    boolean beat = signal instanceof Signal.Heartbeat;
    if (beat && waiting.get() > HEARTBEATS_WAITING) {
      dropped.incrementAndGet();
      return;
    }
    waiting.incrementAndGet();
    queue.add(signal);
    Thread asleep = sleeper;
    if (asleep != null && !(beat && napping)) {
      LockSupport.unpark(asleep);
    }
  }

  /** What gathers has gathered: whoever lies down for it is woken. */
  void gathered() {
    Thread asleep = sleeper;
    if (asleep != null && napping && waiting.get() > 0) {
      LockSupport.unpark(asleep);
    }
  }

  /** Heartbeats dropped because the loop lagged behind. */
  long dropped() {
    return dropped.get();
  }

  /** The next signal, or null when none waits. */
  @Nullable Signal poll() {
    Signal next = queue.poll();
    if (next != null) {
      waiting.decrementAndGet();
    }
    return next;
  }

  /**
   * Waits for a signal, at most so long; may return early.
   *
   * @param busy heartbeats come in quick succession
   */
  void await(long nanos, boolean busy) {
    long limit = busy ? Math.min(nanos, NAP.toNanos()) : nanos;
    if (limit <= 0) {
      return;
    }
    napping = busy;
    sleeper = Thread.currentThread();
    // Whoever puts in after this look sees the sleeper.
    if (busy ? onlyBeats() : queue.isEmpty()) {
      LockSupport.parkNanos(this, limit);
    }
    sleeper = null;
  }

  private boolean onlyBeats() {
    for (Signal each : queue) {
      if (!(each instanceof Signal.Heartbeat)) {
        return false;
      }
    }
    return true;
  }

  /** How long after one batch of heartbeats the next counts as quick succession. */
  static boolean isQuick(long nanosBetween) {
    return nanosBetween < 2 * NAP.toNanos();
  }
}
