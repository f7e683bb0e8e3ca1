package io.piha.peers;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for what has to be seen. */
final class Patience {
  static final Duration LIMIT = Duration.ofMinutes(2);

  private Patience() {}

  /** Waits; a failure tells the whole story so far. */
  static void await(String what, Callable<Boolean> condition, Supplier<String> story) {
    try {
      Awaitility.await(what)
          .atMost(LIMIT)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(20))
          .until(condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("not seen: " + what + "\n" + story.get(), e);
    }
  }
}
