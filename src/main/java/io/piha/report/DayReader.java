package io.piha.report;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.engine.Snapshot;
import io.piha.journal.AuditFilter;
import io.piha.journal.AuditLog;
import io.piha.journal.AuditRecord;
import io.piha.journal.HeartbeatBucket;
import io.piha.journal.HistoryLog;
import io.piha.journal.JournalFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the last day from the audit log and the history, at most once in half a minute. */
public final class DayReader {
  private static final Logger LOG = LoggerFactory.getLogger(DayReader.class);
  private static final Duration LENGTH = Duration.ofDays(1);
  private static final Duration FRESH = Duration.ofSeconds(30);
  private static final int MOST_RECORDS = 5_000;
  private static final int MOST_MARKS = 400;
  private static final int BUCKETS = 288;

  private final AuditLog log;
  private final HistoryLog history;
  private @Nullable Day latest;

  /** Both stay the caller's to close. */
  public DayReader(AuditLog log, HistoryLog history) {
    this.log = log;
    this.history = history;
  }

  /** The day before that picture; what cannot be read is left out. */
  synchronized Day before(Snapshot shot) {
    Day known = latest;
    if (known != null && Duration.between(known.to(), shot.at()).abs().compareTo(FRESH) < 0) {
      return known;
    }
    Day day;
    try {
      day = read(shot);
    } catch (JournalFailed e) {
      LOG.warn("the timeline of the page stays empty: {}", e.getMessage());
      day = new Day(shot.at(), shot.at(), Map.of());
    }
    latest = day;
    return day;
  }

  private Day read(Snapshot shot) throws JournalFailed {
    Instant from = shot.at().minus(LENGTH);
    Map<String, Day.OfService> services = new HashMap<>();
    for (Snapshot.ServiceView service : shot.services()) {
      List<AuditRecord> records =
          log.query(AuditFilter.newestFirst(MOST_RECORDS).since(from).service(service.name()))
              .reversed();
      Map<String, List<HeartbeatBucket>> beats = new HashMap<>();
      for (Snapshot.HostView host : service.hosts()) {
        beats.put(
            host.name(), history.heartbeats(service.name(), host.name(), from, shot.at(), BUCKETS));
      }
      services.put(
          service.name(),
          new Day.OfService(leads(service, records, from, shot.at()), beats, marks(records)));
    }
    return new Day(from, shot.at(), services);
  }

  private List<Day.Lead> leads(
      Snapshot.ServiceView service, List<AuditRecord> records, Instant from, Instant to)
      throws JournalFailed {
    List<Day.Lead> leads = new ArrayList<>();
    Optional<AuditRecord> before = lastChange(service.name(), from);
    @Nullable String who =
        before.filter(each -> leads(each.entry())).map(each -> each.entry().host()).orElse(null);
    Instant since = from;
    for (AuditRecord record : records) {
      if (changesLeader(record.entry())) {
        if (who != null) {
          leads.add(new Day.Lead(who, since, record.at()));
        }
        who = leads(record.entry()) ? record.entry().host() : null;
        since = record.at();
      }
    }
    if (who == null && service.leader().isPresent()) {
      who = service.leader().get();
      since = service.leadsSince().filter(from::isBefore).orElse(from);
    }
    if (who != null) {
      leads.add(new Day.Lead(who, since, to));
    }
    return leads;
  }

  private Optional<AuditRecord> lastChange(String service, Instant from) throws JournalFailed {
    List<AuditRecord> found = new ArrayList<>();
    for (Kind kind : List.of(Kind.PROMOTED, Kind.LEADER_ADOPTED, Kind.LEADERLESS)) {
      found.addAll(log.query(AuditFilter.newestFirst(1).until(from).service(service).kind(kind)));
    }
    return found.stream().max((a, b) -> Long.compare(a.id(), b.id()));
  }

  private static boolean changesLeader(Entry entry) {
    return leads(entry) || entry.kind() == Kind.LEADERLESS;
  }

  private static boolean leads(Entry entry) {
    return entry.host() != null
        && (entry.kind() == Kind.PROMOTED || entry.kind() == Kind.LEADER_ADOPTED);
  }

  /** The newest ones, where there are too many to be told apart. */
  private static List<Day.Mark> marks(List<AuditRecord> records) {
    List<Day.Mark> marks =
        records.stream()
            .filter(each -> each.entry().severity() != Severity.INFO)
            .map(
                each ->
                    new Day.Mark(
                        each.at(),
                        each.entry().severity(),
                        PageService.words(each.entry().kind().word())
                            + ": "
                            + each.entry().reason()))
            .toList();
    return marks.subList(Math.max(0, marks.size() - MOST_MARKS), marks.size());
  }
}
