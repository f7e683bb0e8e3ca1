package io.piha.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * One restart of a host that was timed.
 *
 * @param back when its first heartbeat afterwards arrived, wall time
 * @param cause what it is measured from
 * @param took from there to that heartbeat, to the millisecond
 */
public record Boot(Instant back, Cause cause, Duration took) {

  /** What a restart is measured from. */
  public enum Cause {
    /** The switch was seen to deliver power again. This is what {@code recovery_wait} counts. */
    POWER_ON,
    /**
     * The last heartbeat before the host went down by itself: announced, or seen by its {@code seq}
     * that began anew. The shutting down is in it, and up to one {@code heartbeat_every} more.
     */
    RESTART;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in the store and on the wire, e.g. {@code power_on}. */
    public String word() {
      return word;
    }
  }
}
