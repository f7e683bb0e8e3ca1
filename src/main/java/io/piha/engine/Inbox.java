package io.piha.engine;

import io.piha.arbiter.Signal;

/** Where adapters put what they saw. Never blocks, may be called from any thread. */
public interface Inbox {

  /**
   * Hands a signal to the loop. When the loop lags so far behind that the inbox is full, heartbeats
   * are dropped and counted (the next one says the same); nothing else ever is.
   */
  void offer(Signal signal);

  /**
   * Whatever came together with the heartbeats just offered has been offered too: a loop that gives
   * them time to gather need not wait for more.
   */
  default void gathered() {}
}
