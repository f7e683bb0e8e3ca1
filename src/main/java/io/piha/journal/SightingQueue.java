package io.piha.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** What waits for the history's next write; when it is full the oldest goes, and is counted. */
final class SightingQueue {
  private final int limit;
  private ArrayDeque<Sighting> waiting = new ArrayDeque<>();
  private long dropped;

  SightingQueue(int limit) {
    this.limit = limit;
  }

  synchronized void offer(List<? extends Sighting> sightings) {
    for (Sighting each : sightings) {
      if (waiting.size() >= limit) {
        waiting.removeFirst();
        dropped++;
      }
      waiting.addLast(each);
    }
  }

  /** Everything that waits, oldest first. */
  List<Sighting> takeAll() {
    ArrayDeque<Sighting> taken;
    synchronized (this) {
      taken = waiting;
      waiting = new ArrayDeque<>();
    }
    return new ArrayList<>(taken);
  }

  /** Puts back, before what came meanwhile, as much as there is room for. */
  synchronized void putBack(List<Sighting> notWritten) {
    for (Sighting each : notWritten.reversed()) {
      if (waiting.size() >= limit) {
        dropped++;
      } else {
        waiting.addFirst(each);
      }
    }
  }

  synchronized long dropped() {
    return dropped;
  }
}
