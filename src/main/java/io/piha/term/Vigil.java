package io.piha.term;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a challenger has seen of the lease, by its own clock, and whether it may take it (S13).
 *
 * <p>A lease that is gone proves nothing by itself: somebody may have deleted it, or etcd may have
 * been put back to an older day, and the holder not know of it yet. It may be taken at once when it
 * was given back, or was seen to run out: at less than a second left a holder has stopped by its
 * own clock ({@link Held#MARGIN}). Else a full term is waited, counted from the first look that
 * found nobody.
 *
 * <p>Times are spans since any one moment, suspensions included.
 */
final class Vigil {

  /** Looks further apart than this have not seen what was in between. */
  static final Duration GAP = Duration.ofMillis(1_500);

  /** A lease given to one by name is kept for it for so long. */
  static final Duration FOR_SUCCESSOR = Duration.ofSeconds(5);

  private final String me;
  private final Duration ttl;
  private @Nullable Duration lastLook;
  private boolean ranOut;
  private @Nullable Duration nobodySince;

  /**
   * @param me how this challenger is called
   * @param ttl its own term
   */
  Vigil(String me, Duration ttl) {
    this.me = me;
    this.ttl = ttl;
  }

  /**
   * There is a holder.
   *
   * @param left of its lease, in whole seconds, rounded down
   */
  void sawHolder(Duration left, Duration now) {
    ranOut = left.isZero();
    nobodySince = null;
    lastLook = now;
  }

  /** There is none. */
  void sawNobody(Duration now) {
    boolean seamless = lastLook != null && now.minus(lastLook).compareTo(GAP) <= 0;
    if (!seamless) {
      ranOut = false;
      nobodySince = now;
    } else if (nobodySince == null) {
      nobodySince = now;
    }
    lastLook = now;
  }

  /** Whether the lease may be taken; only after a look that found nobody. */
  boolean mayTake(Notes.Term last, Duration now) {
    return nobodySince != null && waits(last, now).isZero();
  }

  /** How long it has to be waited yet, when nobody comes. */
  Duration waits(Notes.Term last, Duration now) {
    Duration since = nobodySince == null ? now : nobodySince;
    if (ranOut) {
      return Duration.ZERO;
    }
    if (last.resigned()) {
      boolean mine = last.successor() == null || last.successor().equals(me);
      return mine ? Duration.ZERO : until(since.plus(FOR_SUCCESSOR), now);
    }
    Duration theirs = Duration.ofMillis(last.ttlMillis());
    return until(since.plus(theirs.compareTo(ttl) > 0 ? theirs : ttl), now);
  }

  private static Duration until(Duration then, Duration now) {
    return then.compareTo(now) > 0 ? then.minus(now) : Duration.ZERO;
  }
}
