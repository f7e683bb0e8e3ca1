package io.piha.report;

import io.piha.arbiter.Severity;
import io.piha.journal.HeartbeatBucket;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What happened in a stretch of time, to be drawn.
 *
 * @param services by name
 */
record Day(Instant from, Instant to, Map<String, OfService> services) {

  /** Nothing is known. */
  static Day nothing(Instant now) {
    return new Day(now, now, Map.of());
  }

  Day {
    services = Map.copyOf(services);
  }

  /**
   * One service.
   *
   * @param leads who led from when to when, oldest first
   * @param beats heartbeats of each host, oldest first
   * @param marks what people should have looked at, oldest first
   */
  record OfService(List<Lead> leads, Map<String, List<HeartbeatBucket>> beats, List<Mark> marks) {
    OfService {
      leads = List.copyOf(leads);
      beats = Map.copyOf(beats);
      marks = List.copyOf(marks);
    }
  }

  /** A leadership, as far as it lies in the day. */
  record Lead(String host, Instant from, Instant to) {}

  /** An event. */
  record Mark(Instant at, Severity severity, String text) {}
}
