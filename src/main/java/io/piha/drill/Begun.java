package io.piha.drill;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far a drill has come; what must be known to go on with it, or to go back, after a restart.
 *
 * @param live false for a rehearsal
 * @param by who started it
 * @param frozenBefore whether the service was frozen before
 * @param steps the steps that are over
 * @param done the places of the steps whose harm was not taken back, the last first
 * @param struck when the first harm was done, or the first request made
 */
record Begun(
    String id,
    boolean live,
    String by,
    Instant began,
    boolean frozenBefore,
    List<StepSeen> steps,
    List<Integer> done,
    Optional<Instant> struck) {

  Begun {
    steps = List.copyOf(steps);
    done = List.copyOf(done);
  }

  /** The same, so far on. */
  Begun at(List<StepSeen> over, List<Integer> harmed, Optional<Instant> since) {
    return new Begun(id, live, by, began, frozenBefore, over, harmed, since);
  }

  /** One that has just begun. */
  static Begun now(String id, boolean live, String by, Ground ground) {
    return new Begun(
        id,
        live,
        by,
        ground.now(),
        ground.outlook().frozen().isPresent(),
        List.of(),
        List.of(),
        Optional.empty());
  }
}
