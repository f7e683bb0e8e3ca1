package io.piha.arbiter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of leadership under way: every one walks the same path, depose → fence → claim the epoch
 * → order → acknowledged, and skips what its cause does not need.
 *
 * @param to who shall lead
 * @param from who led, and must not act any more; absent when nobody did
 * @param cause why it happens
 * @param force the request passes the rules that it may pass
 * @param requestId the request it belongs to, if any
 * @param by its author
 * @param deadline a failback must be over by then
 * @param unfenced set once it was decided to go on without a fence, with the reason
 */
public record Takeover(
    String to,
    @Nullable String from,
    Cause cause,
    boolean force,
    @Nullable String requestId,
    String by,
    String reason,
    @Nullable Instant deadline,
    @Nullable String unfenced) {

  public enum Cause {
    /** The leader is silent and verified dead. */
    FAILOVER,
    /** An operator asked for it. */
    REQUEST,
    /** The guided return to the primary. */
    FAILBACK,
    /** The former leader gets the leadership back after a failed request or failback. */
    ROLLBACK,
    /** The leader itself is ordered again at a new epoch. */
    REORDER,
    /** Nobody leads as far as anybody knows. */
    FIRST_LOOK
  }

  /** Whether the rules for automatic acts hold for it. */
  boolean automatic() {
    return switch (cause) {
      case FAILOVER -> true;
      case REQUEST, FAILBACK, ROLLBACK, REORDER, FIRST_LOOK -> false;
    };
  }

  /** Whether nobody asked for it, so that no order of it leaves while we cannot see (S5). */
  boolean byItself() {
    return switch (cause) {
      case FAILOVER, REORDER, FIRST_LOOK -> true;
      case REQUEST, FAILBACK, ROLLBACK -> false;
    };
  }

  Takeover unfencedBecause(String why) {
    return new Takeover(to, from, cause, force, requestId, by, reason, deadline, why);
  }

  Takeover due(Instant at) {
    return new Takeover(to, from, cause, force, requestId, by, reason, at, unfenced);
  }

  static Takeover failover(String to, @Nullable String from, String reason) {
    return new Takeover(to, from, Cause.FAILOVER, false, null, Entry.CONTROL, reason, null, null);
  }

  static Takeover reorder(String host, String reason) {
    return new Takeover(host, host, Cause.REORDER, false, null, Entry.CONTROL, reason, null, null);
  }

  static Takeover firstLook(String host, String reason) {
    return new Takeover(
        host, null, Cause.FIRST_LOOK, false, null, Entry.CONTROL, reason, null, null);
  }

  Takeover rollback(String host, @Nullable String against, String why) {
    return new Takeover(host, against, Cause.ROLLBACK, force, requestId, by, why, null, null);
  }
}
