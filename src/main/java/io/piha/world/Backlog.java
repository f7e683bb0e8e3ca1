package io.piha.world;

import io.piha.arbiter.Signal;
import java.time.Instant;
import java.util.ArrayDeque;

/** What waits for a process that does not run for a while; what is too much for it is lost. */
final class Backlog {
  private static final int LIMIT = 5_000;

  private final ArrayDeque<Signal> waiting = new ArrayDeque<>();

  void add(Signal signal) {
    if (waiting.size() < LIMIT) {
      waiting.add(signal);
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  void clear() {
    waiting.clear();
  }

  /** The next one, as it arrives now. */
  Signal next(Instant now) {
    Signal first = waiting.removeFirst();
    return first instanceof Signal.Heartbeat beat
        ? new Signal.Heartbeat(
            beat.service(), beat.host(), beat.claim(), beat.epoch(), beat.planned(), now)
        : first;
  }
}
