package io.piha.engine;

import io.piha.arbiter.Decision;
import io.piha.arbiter.Signal;
import io.piha.arbiter.State;
import java.time.Instant;

/** Is told of each decision, on the loop's thread; must not block. */
@FunctionalInterface
public interface DecisionWatcher {

  /**
   * A decision was made.
   *
   * @param before the state that the signal met
   * @param now the engine's time
   */
  void decided(State before, Signal signal, Instant now, Decision decision);

  /** What was decided in this turn of the loop was told, and is written down next. */
  default void turned() {}
}
