package io.piha.report;

import io.piha.journal.AuditRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known about an incident.
 *
 * @param number as the status document counts it
 * @param from when the last sign of life came, or else the first record
 * @param to the last record that belongs to it
 * @param records what was written from then to then, oldest first
 * @param measures what took how long
 */
record IncidentFacts(
    String site,
    String service,
    long number,
    Instant from,
    Instant to,
    List<AuditRecord> records,
    List<Measure> measures) {

  IncidentFacts {
    records = List.copyOf(records);
    measures = List.copyOf(measures);
  }

  /**
   * A stretch of time.
   *
   * @param name what was done in it
   * @param took empty when it was never done
   * @param bound how long it may take, without what a switch takes to answer
   * @param meaning which two moments it lies between
   */
  record Measure(String name, Optional<Duration> took, Duration bound, String meaning) {

    /** Whether it took longer than it may; empty where nothing was measured. */
    Optional<Boolean> late() {
      return took.map(each -> each.compareTo(bound) > 0);
    }
  }
}
