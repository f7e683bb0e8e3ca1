package io.piha.journal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ids seen, in memory, oldest first; says what a commit has to add and may drop. */
final class SeenIds {
  /** Nothing younger is forgotten, unless there are more than {@link #MOST}. */
  static final Duration KEEP = Duration.ofHours(24);

  /** The most that are remembered, the newest. */
  static final int MOST = 50_000;

  private static final int LONGEST = 128;

  /** What to write: ids with the time they were seen, and ids to forget. */
  record Change(Map<String, Long> added, List<String> dropped) {
    static final Change NONE = new Change(Map.of(), List.of());
  }

  private final LinkedHashMap<String, Long> seen;

  SeenIds(Map<String, Long> oldestFirst) {
    seen = new LinkedHashMap<>(oldestFirst);
  }

  boolean contains(String id) {
    return seen.containsKey(key(id));
  }

  Change change(Instant at, Collection<String> ids) {
    if (ids.isEmpty()) {
      return Change.NONE;
    }
    Map<String, Long> added = new LinkedHashMap<>();
    for (String id : ids) {
      if (!seen.containsKey(key(id))) {
        added.put(key(id), at.toEpochMilli());
      }
    }
    long oldest = at.minus(KEEP).toEpochMilli();
    int surplus = seen.size() + added.size() - MOST;
    List<String> dropped = new ArrayList<>();
    for (Map.Entry<String, Long> each : seen.entrySet()) {
      if (each.getValue() >= oldest && dropped.size() >= surplus) {
        break;
      }
      dropped.add(each.getKey());
    }
    return new Change(added, dropped);
  }

  void apply(Change change) {
    change.dropped().forEach(seen::remove);
    seen.putAll(change.added());
  }

  /** An id of any length from outside takes bounded room. */
  private static String key(String id) {
    return id.length() <= LONGEST
        ? id
        : "sha256:"
            + AuditJson.hash(
                new String(id.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
  }
}
