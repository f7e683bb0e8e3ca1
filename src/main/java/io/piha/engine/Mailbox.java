package io.piha.engine;

import io.piha.arbiter.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the loop, in the order of its arrival. Any thread puts in, one thread takes out.
 *
 * <p>Waking a thread costs more than a heartbeat does. When heartbeats come in quick succession the
 * taker lies down for {@link #NAP} between them and is woken by anything else, and by heartbeats
 * that {@linkplain #offerTogether were let gather} before; each carries the time of its arrival, so
 * nothing is judged by the nap.
 */
final class Mailbox {
  /**
   * Below the 50 ms within which a heartbeat must have its effect, and a little longer than a
   * reader lets heartbeats gather: what it then hands on ends the nap.
   */
  private static final Duration NAP = Duration.ofMillis(40);

  /** Beyond this many that the taker has not taken up yet heartbeats are dropped and counted. */
  private static final int HEARTBEATS_WAITING = 20_000;

  private final Duration nap;
  private final Object lock = new Object();
  private List<Signal> arrived = new ArrayList<>();
  private boolean pressing;
  private long dropped;

  /** The taker's own: taken up at once, so that one by one they cost no lock. */
  private List<Signal> taken = new ArrayList<>();

  private int next;
  private volatile @Nullable Thread sleeper;
  private volatile boolean napping;

  Mailbox() {
    this(NAP);
  }

  /**
   * @param nap how long heartbeats that come one by one may wait for others
   */
  Mailbox(Duration nap) {
    this.nap = nap;
  }

  /** Puts in a signal; a heartbeat is dropped when far too many wait. */
  void offer(Signal signal) {
    boolean beat = signal instanceof Signal.Heartbeat;
    synchronized (lock) {
      put(signal, beat);
      pressing = pressing || !beat;
    }
    wake(!beat);
  }

  /** Puts in heartbeats that were let gather: whoever lies down for that is woken. */
  void offerTogether(List<Signal.Heartbeat> beats) {
    synchronized (lock) {
      for (Signal each : beats) {
        put(each, true);
      }
      pressing = true;
    }
    wake(true);
  }

  private void put(Signal signal, boolean beat) {
    if (beat && arrived.size() >= HEARTBEATS_WAITING) {
      dropped++;
    } else {
      arrived.add(signal);
    }
  }

  private void wake(boolean fromNap) {
    Thread asleep = sleeper;
    if (asleep != null && (fromNap || !napping)) {
      LockSupport.unpark(asleep);
    }
  }

  /** Heartbeats dropped because the loop lagged behind. */
  long dropped() {
    synchronized (lock) {
      return dropped;
    }
  }

  /** The next signal, or null when none waits. */
  @Nullable Signal poll() {
    if (next == taken.size()) {
      takeUp();
    }
    return next < taken.size() ? taken.get(next++) : null;
  }

  private void takeUp() {
    taken.clear();
    next = 0;
    synchronized (lock) {
      List<Signal> empty = taken;
      taken = arrived;
      arrived = empty;
      pressing = false;
    }
  }

  /**
   * Waits for a signal, at most so long; may return early.
   *
   * @param busy heartbeats come in quick succession
   */
  void await(long nanos, boolean busy) {
    long limit = busy ? Math.min(nanos, nap.toNanos()) : nanos;
    if (limit <= 0 || next < taken.size()) {
      return;
    }
    napping = busy;
    sleeper = Thread.currentThread();
    // Whoever puts in after this look sees the sleeper.
    if (mayRest(busy)) {
      LockSupport.parkNanos(this, limit);
    }
    sleeper = null;
  }

  private boolean mayRest(boolean busy) {
    synchronized (lock) {
      return busy ? !pressing : arrived.isEmpty();
    }
  }

  /** How long after one batch of heartbeats the next counts as quick succession. */
  static boolean isQuick(long nanosBetween) {
    return nanosBetween < 2 * NAP.toNanos();
  }
}
