package io.piha.leadership;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where answers go. Requests with one id are answered in the order they came, so that the refusal
 * of a repeat does not go to the one who asked first.
 */
final class Responders {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CAPACITY = 1_024;

  private final Map<String, Deque<Waiting>> byRequest = new LinkedHashMap<>();
  private int size;

  private record Waiting(Optional<ReplyTo> to, Instant until) {}

  /** A response topic with the correlation data that belongs to it. */
  static final class ReplyTo {
    private final String topic;
    private final byte[] correlation;

    ReplyTo(String topic, byte[] correlation) {
      this.topic = topic;
      this.correlation = correlation.clone();
    }

    String topic() {
      return topic;
    }

    /** Given back as it came; empty when there was none. */
    byte[] correlation() {
      return correlation.clone();
    }
  }

  /** Remembers who asked; false when too many are waiting. */
  synchronized boolean add(String requestId, Optional<ReplyTo> to, Instant now) {
    forget(now);
    if (size >= CAPACITY) {
      return false;
    }
    byRequest
        .computeIfAbsent(requestId, _ -> new ArrayDeque<>())
        .add(new Waiting(to, now.plus(PATIENCE)));
    size++;
    return true;
  }

  /** Takes the oldest who asked with this id. */
  synchronized Optional<ReplyTo> take(String requestId, Instant now) {
    forget(now);
    Deque<Waiting> waiting = byRequest.get(requestId);
    if (waiting == null) {
      return Optional.empty();
    }
    Waiting first = waiting.remove();
    size--;
    if (waiting.isEmpty()) {
      byRequest.remove(requestId);
    }
    return first.to();
  }

  private void forget(Instant now) {
    Iterator<Deque<Waiting>> each = byRequest.values().iterator();
    while (each.hasNext()) {
      Deque<Waiting> waiting = each.next();
      while (!waiting.isEmpty() && waiting.peek().until().isBefore(now)) {
        waiting.remove();
        size--;
      }
      if (waiting.isEmpty()) {
        each.remove();
      }
    }
  }
}
