package io.piha.engine;

import io.piha.arbiter.Signal;
import java.util.List;

/** Where adapters put what they saw. Never blocks, may be called from any thread. */
public interface Inbox {

  /**
   * Hands a signal to the loop. When the loop lags so far behind that the inbox is full, heartbeats
   * are dropped and counted (the next one says the same); nothing else ever is.
   */
  void offer(Signal signal);

  /**
   * Hands over heartbeats that were let gather, in the order in which they came: the loop need not
   * wait for more.
   */
  default void offerTogether(List<Signal.Heartbeat> beats) {
    beats.forEach(this::offer);
  }
}
