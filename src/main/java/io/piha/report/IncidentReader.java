package io.piha.report;

import io.piha.arbiter.Kind;
import io.piha.journal.AuditFilter;
import io.piha.journal.AuditLog;
import io.piha.journal.AuditRecord;
import io.piha.journal.HeartbeatTick;
import io.piha.journal.HistoryLog;
import io.piha.journal.JournalFailed;
import io.piha.site.PowerGuard;
import io.piha.site.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers an incident from the audit log and the heartbeats that were kept. */
final class IncidentReader {
  private static final int MOST = 2_000;

  /** What an idle machine needs to decide (the bounds' epsilon). */
  private static final Duration EPSILON = Duration.ofMillis(50);

  private static final Set<Kind> OVER =
      Set.of(Kind.PROMOTED, Kind.HEARTBEAT_BACK, Kind.INCIDENT_CLOSED, Kind.LEADERLESS);

  private final AuditLog log;
  private final Optional<HistoryLog> history;

  IncidentReader(AuditLog log, Optional<HistoryLog> history) {
    this.log = log;
    this.history = history;
  }

  /** The incident, unless nothing is recorded of it. */
  Optional<IncidentFacts> read(
      String site, String service, long number, Timing timing, PowerGuard guard)
      throws JournalFailed {
    List<AuditRecord> own = log.incident(service, number);
    if (own.isEmpty()) {
      return Optional.empty();
    }
    Optional<AuditRecord> lost = first(own, Set.of(Kind.HEARTBEAT_LOST));
    Instant from = lost.isPresent() ? lastHeard(service, lost.get()) : own.getFirst().at();
    Instant to = own.getLast().at();
    List<AuditRecord> all =
        log.query(AuditFilter.oldestFirst(MOST).since(from).until(to.plusMillis(1))).stream()
            .filter(each -> concerns(each, service))
            .toList();
    return Optional.of(
        new IncidentFacts(
            site, service, number, from, to, all, measures(own, lost, from, timing, guard)));
  }

  private static boolean concerns(AuditRecord record, String service) {
    @Nullable String of = record.entry().service();
    return of == null || of.equals(service);
  }

  /** By the heartbeats that were kept, else by what the record says of the silence. */
  private Instant lastHeard(String service, AuditRecord lost) throws JournalFailed {
    Duration silence =
        lost.entry().detail().get("silence_s") instanceof Number n
            ? Duration.ofSeconds(n.longValue())
            : Duration.ZERO;
    Instant said = lost.at().minus(silence);
    @Nullable String host = lost.entry().host();
    if (history.isEmpty() || host == null) {
      return said;
    }
    Instant early = said.minusSeconds(5);
    List<HeartbeatTick> ticks = history.get().ticks(service, host, early, lost.at(), MOST);
    return ticks.isEmpty() ? said : ticks.getLast().at();
  }

  private static List<IncidentFacts.Measure> measures(
      List<AuditRecord> own,
      Optional<AuditRecord> lost,
      Instant from,
      Timing timing,
      PowerGuard guard) {
    if (lost.isEmpty()) {
      return List.of();
    }
    Duration order =
        timing
            .heartbeatTimeout()
            .plus(timing.probeTimeout())
            .plus(guard.offTime())
            .plus(timing.recoveryWait())
            .plus(timing.fenceProof())
            .plus(EPSILON);
    return List.of(
        new IncidentFacts.Measure(
            "Detection",
            since(from, lost),
            timing.heartbeatTimeout().plus(EPSILON),
            "from the last heartbeat to the suspicion"),
        new IncidentFacts.Measure(
            "Promote order",
            since(from, first(own, Set.of(Kind.PROMOTE_ORDERED))),
            order,
            "from the last heartbeat to the order to the standby"),
        new IncidentFacts.Measure(
            "Outage",
            since(from, own.stream().filter(each -> ended(each, lost.get())).findFirst()),
            order.plus(timing.orderAckTimeout()),
            "from the last heartbeat to a leader who is heard"));
  }

  private static boolean ended(AuditRecord record, AuditRecord lost) {
    return record.id() > lost.id()
        && OVER.contains(record.entry().kind())
        && record.entry().kind() != Kind.LEADERLESS;
  }

  private static Optional<AuditRecord> first(List<AuditRecord> records, Set<Kind> kinds) {
    return records.stream().filter(each -> kinds.contains(each.entry().kind())).findFirst();
  }

  private static Optional<Duration> since(Instant from, Optional<AuditRecord> record) {
    return record.map(each -> Duration.between(from, each.at()));
  }
}
