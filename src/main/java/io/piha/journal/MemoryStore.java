package io.piha.journal;

import io.piha.arbiter.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The journal's promises without a disk, for simulated worlds: all of a commit or nothing, and a
 * chain without a gap. It outlives the simulated process that writes to it.
 */
public final class MemoryStore implements DecisionStore {
  private final Map<String, byte[]> states = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private boolean refusing;
  private long lastId;
  private String lastHash = AuditJson.GENESIS;

  /** From now on refuses to store anything, or stores again: a full disk, and space on it. */
  public void refuse(boolean on) {
    refusing = on;
  }

  /** What it holds now, which later commits to this one do not change. */
  public MemoryStore copy() {
    MemoryStore copy = new MemoryStore();
    copy.states.putAll(states);
    copy.seen.addAll(seen);
    copy.refusing = refusing;
    copy.lastId = lastId;
    copy.lastHash = lastHash;
    return copy;
  }

  @Override
  public Map<String, byte[]> states() {
    return Map.copyOf(states);
  }

  @Override
  public List<AuditRecord> commit(
      Instant at,
      Map<String, byte[]> changed,
      List<Entry> entries,
      Collection<String> seenRequestIds)
      throws JournalFailed {
    if (refusing) {
      throw new JournalFailed("the disk is full", new IllegalStateException("simulated"));
    }
    List<AuditRecord> records = new ArrayList<>(entries.size());
    for (Entry each : entries) {
      AuditRecord record = AuditJson.chain(lastId + 1, at, each, lastHash).record();
      records.add(record);
      lastId = record.id();
      lastHash = record.hash();
    }
    changed.forEach(
        (key, value) -> {
          if (value.length == 0) {
            states.remove(key);
          } else {
            states.put(key, value);
          }
        });
    seen.addAll(seenRequestIds);
    return records;
  }

  @Override
  public boolean saw(String requestId) {
    return seen.contains(requestId);
  }
}
