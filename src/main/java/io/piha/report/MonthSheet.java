package io.piha.report;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.journal.AuditFilter;
import io.piha.journal.AuditLog;
import io.piha.journal.AuditRecord;
import io.piha.journal.JournalFailed;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A month as one page: availability, recoveries, freezes, the mirror, drills. */
final class MonthSheet {
  private static final Set<Kind> LOST =
      Set.of(Kind.HEARTBEAT_LOST, Kind.LEADERLESS, Kind.PROMOTE_ORDERED);
  private static final Set<Kind> BACK =
      Set.of(Kind.PROMOTED, Kind.HEARTBEAT_BACK, Kind.INCIDENT_CLOSED, Kind.LEADER_ADOPTED);

  private MonthSheet() {}

  /** A stretch of time, as far as it lies in the month. */
  private record Stretch(Instant from, Instant to) {
    Duration length() {
      return Duration.between(from, to);
    }
  }

  /**
   * Draws it.
   *
   * @param until where the month ends for now: its last moment, or the present
   */
  static Sheet draw(
      String site, List<String> services, YearMonth month, Instant until, AuditLog log)
      throws JournalFailed {
    Instant from = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant end = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant to = until.isBefore(end) ? until : end;
    Sheet sheet = new Sheet(site + ", " + month);
    List<AuditRecord> first = log.query(AuditFilter.oldestFirst(1));
    if (first.isEmpty() || !first.getFirst().at().isBefore(to)) {
      return sheet.paragraph("truth", "Nothing was recorded in that month.");
    }
    Instant begun = first.getFirst().at().isAfter(from) ? first.getFirst().at() : from;
    sheet.paragraph(
        "soft",
        "From %s to %s UTC. A month in which the control plane did not run is not seen as an outage."
            .formatted(Sheet.clock(begun), Sheet.clock(to)));
    for (String service : services) {
      service(sheet, service, begun, to, log);
    }
    return sheet;
  }

  private static void service(Sheet sheet, String service, Instant from, Instant to, AuditLog log)
      throws JournalFailed {
    List<AuditRecord> records = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kind != Kind.ALERT_SENT && kind != Kind.PROBE_FAILED && kind != Kind.PROBE_RECOVERED) {
        records.addAll(
            log.query(
                AuditFilter.oldestFirst(AuditFilter.MOST)
                    .since(from)
                    .until(to)
                    .service(service)
                    .kind(kind)));
      }
    }
    records.sort((a, b) -> Long.compare(a.id(), b.id()));
    List<Stretch> outages = stretches(records, LOST, BACK, to);
    List<Stretch> freezes = stretches(records, Set.of(Kind.FROZEN), Set.of(Kind.THAWED), to);
    Duration down = sum(outages);
    Duration whole = Duration.between(from, to);
    double available = 100.0 * (1 - (double) down.toMillis() / Math.max(1, whole.toMillis()));
    sheet.chapter(service);
    sheet.paragraph(
        "truth", String.format(Locale.ROOT, "A leader was there %.3f %% of the time.", available));
    sheet.tableOf("", "", "");
    sheet.row("", "Time without a leader", Sheet.span(down), times(outages.size()));
    sheet.row(
        "",
        "Mean time to recover",
        outages.isEmpty() ? "–" : Sheet.span(down.dividedBy(outages.size())),
        outages.isEmpty() ? "" : "longest " + Sheet.span(longest(outages)));
    sheet.row(
        "",
        "Failovers",
        Long.toString(count(records, Kind.PROMOTED)),
        "promotions, asked for or not");
    sheet.row("", "Power cycles", Long.toString(count(records, Kind.POWER_CYCLED)), "");
    sheet.row("", "Frozen", Sheet.span(sum(freezes)), times(freezes.size()));
    sheet.row(
        "",
        "Mirror",
        count(records, Kind.SYNC_DONE) + " releases",
        lag(records, from, to) + "; failed " + times(count(records, Kind.SYNC_FAILED)));
    sheet.row(
        "",
        "Snapshots",
        Long.toString(count(records, Kind.SNAPSHOT_DONE)),
        "failed " + times(count(records, Kind.SNAPSHOT_FAILED)));
    sheet.row("", "Drills", Long.toString(count(records, Kind.DRILL_DONE)), "");
    sheet.end();
  }

  /** How long the standby waited for a release, at the longest. */
  private static String lag(List<AuditRecord> records, Instant from, Instant to) {
    Instant last = from;
    Duration most = Duration.ZERO;
    for (AuditRecord each : records) {
      if (each.entry().kind() == Kind.SYNC_DONE) {
        Duration waited = Duration.between(last, each.at());
        most = waited.compareTo(most) > 0 ? waited : most;
        last = each.at();
      }
    }
    Duration open = Duration.between(last, to);
    return "longest time without one " + Sheet.span(open.compareTo(most) > 0 ? open : most);
  }

  private static List<Stretch> stretches(
      List<AuditRecord> records, Set<Kind> begins, Set<Kind> ends, Instant to) {
    List<Stretch> found = new ArrayList<>();
    @Nullable Instant since = null;
    for (AuditRecord each : records) {
      Entry entry = each.entry();
      if (begins.contains(entry.kind()) && since == null) {
        since = each.at().minus(silence(entry));
      } else if (ends.contains(entry.kind()) && since != null) {
        found.add(new Stretch(since, each.at()));
        since = null;
      }
    }
    if (since != null) {
      found.add(new Stretch(since, to));
    }
    return found;
  }

  /** The outage began with the last heartbeat, not when it was noticed. */
  private static Duration silence(Entry entry) {
    return entry.detail().get("silence_s") instanceof Number n
        ? Duration.ofSeconds(n.longValue())
        : Duration.ZERO;
  }

  private static Duration sum(List<Stretch> all) {
    return all.stream().map(Stretch::length).reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration longest(List<Stretch> all) {
    return all.stream().map(Stretch::length).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  private static long count(List<AuditRecord> records, Kind kind) {
    return records.stream().filter(each -> each.entry().kind() == kind).count();
  }

  private static String times(long count) {
    return count == 0 ? "never" : count == 1 ? "once" : count + " times";
  }
}
