package io.piha.journal;

import io.piha.arbiter.Entry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Where decisions are kept before they are acted on: {@link Journal} on disk, {@link MemoryStore}
 * in simulated worlds. One thread writes.
 */
public interface DecisionStore {

  /** All states as last stored, by key. */
  Map<String, byte[]> states() throws JournalFailed;

  /**
   * Stores states, audit entries and the ids of requests in one transaction.
   *
   * @param at wall time of the decision, kept to the millisecond
   * @param states changed states by key; an empty value removes the key
   * @return the entries with their place in the chain, in the order given
   * @throws JournalFailed when nothing of it was stored
   */
  List<AuditRecord> commit(
      Instant at,
      Map<String, byte[]> states,
      List<Entry> entries,
      Collection<String> seenRequestIds)
      throws JournalFailed;

  /** Whether a request of that id was seen before. */
  boolean saw(String requestId);
}
