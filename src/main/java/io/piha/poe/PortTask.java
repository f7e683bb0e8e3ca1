package io.piha.poe;

import io.piha.arbiter.Signal;
import java.time.Duration;

/** One effect on one port. */
interface PortTask {
  /** What is granted beyond a driver's own bound before it is given up. */
  Duration GRACE = Duration.ofSeconds(1);

  /** How long it may take before it is given up. */
  Duration bound();

  /** Does it, on a thread of its own, and tells what came of it. */
  Signal run();

  /** The answer when the bound has passed; from then on {@link #run} sends nothing any more. */
  Signal givenUp();

  /** The answer when it was never begun. */
  Signal notDone(String why);
}
