package io.piha.poe;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which decisions' commands have left this process. The journal remembers them over a restart; this
 * memory is against a repetition within one life.
 */
final class SentActs {
  private static final int MOST = 10_000;

  private record Act(String actId, boolean on) {}

  private final Set<Act> acts = new LinkedHashSet<>();

  synchronized boolean knows(String actId, boolean on) {
    return acts.contains(new Act(actId, on));
  }

  /** False when it was there already. */
  synchronized boolean add(String actId, boolean on) {
    boolean added = acts.add(new Act(actId, on));
    if (acts.size() > MOST) {
      acts.remove(acts.iterator().next());
    }
    return added;
  }
}
