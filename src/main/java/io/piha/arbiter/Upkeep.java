package io.piha.arbiter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the mirror and the snapshots last told of themselves. Not kept across a restart: they tell
 * it again.
 *
 * @param mirror what the mirror job saw; absent before its first look
 * @param staged the snapshots per host, newest first
 * @param progress of the chore that runs
 * @param wish the request for a sync that the mirror job is working on
 * @param said the hold that was last written into the audit, so that it is said once
 */
public record Upkeep(
    @Nullable MirrorView mirror,
    Map<String, List<StagedSnapshot>> staged,
    Chore.@Nullable Progress progress,
    @Nullable Request wish,
    String said) {

  /** Nothing was told yet. */
  public static final Upkeep NOTHING = new Upkeep(null, Map.of(), null, null, "");

  public Upkeep {
    staged = Map.copyOf(staged);
  }

  Upkeep with(MirrorView view) {
    return new Upkeep(view, staged, progress, wish, said);
  }

  Upkeep with(String host, List<StagedSnapshot> of) {
    Map<String, List<StagedSnapshot>> more = new HashMap<>(staged);
    more.put(host, List.copyOf(of));
    return new Upkeep(mirror, more, progress, wish, said);
  }

  Upkeep with(Chore.@Nullable Progress now) {
    return new Upkeep(mirror, staged, now, wish, said);
  }

  Upkeep wishing(@Nullable Request request) {
    return new Upkeep(mirror, staged, progress, request, said);
  }

  /** What of it concerns a changed configuration. */
  Upkeep under(ServicePolicy policy) {
    return policy.mirrored() ? this : new Upkeep(null, staged, progress, null, "");
  }

  Upkeep saying(String hold) {
    return new Upkeep(mirror, staged, progress, wish, hold);
  }
}
