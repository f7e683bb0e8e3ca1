package io.piha.journal;

import java.time.Instant;

/**
 * The ids of requests, and the nonces of signed ones, that were seen before; kept on disk for at
 * least 24 hours, so that a replay has no effect after a restart either.
 *
 * <p>The engine asks {@link #contains} and gives the id to {@link Journal#commit} with the
 * decision. Who has no decision to write uses {@link #firstTime}, which is a durable write of its
 * own.
 */
public interface SeenRequests {

  /** Whether the id was seen. */
  boolean contains(String id);

  /**
   * Remembers the id, durably.
   *
   * @return true when it had not been seen before
   * @throws JournalFailed when it could not be stored; then the request must have no effect
   */
  boolean firstTime(String id, Instant at) throws JournalFailed;
}
