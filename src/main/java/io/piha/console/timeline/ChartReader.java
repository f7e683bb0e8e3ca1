package io.piha.console.timeline;

import io.piha.arbiter.Kind;
import io.piha.console.kit.Archive;
import io.piha.console.kit.Words;
import io.piha.console.timeline.HostStrip.Judged;
import io.piha.journal.AuditFilter;
import io.piha.journal.AuditRecord;
import io.piha.journal.HeartbeatBucket;
import io.piha.journal.HeartbeatTick;
import io.piha.journal.HistoryLog;
import io.piha.journal.JournalFailed;
import io.piha.journal.PowerChange;
import io.piha.journal.VerdictChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a chart from what was kept; may wait for the disk. */
final class ChartReader {

  /** Records drawn at most; a screen has no room for more. */
  static final int MOST_RECORDS = 4_000;

  /** Up to so many heartbeats each is drawn; more are drawn in buckets. */
  private static final int MOST_BEATS = 3_000;

  private static final int MOST_VERDICTS = 5_000;

  /** Whose strips are wanted. */
  record Wanted(String host, Duration timeout) {}

  private final Archive archive;
  private final Words words;

  ChartReader(Archive archive, Words words) {
    this.archive = archive;
    this.words = words;
  }

  /**
   * Reads.
   *
   * @param covers the stretch to read
   * @param now what is later cannot be there
   * @param buckets how many there may be at most
   */
  Chart read(String service, List<Wanted> hosts, Axis covers, Instant now, int buckets)
      throws JournalFailed {
    HistoryLog history = archive.history();
    var strips = new ArrayList<HostStrip>();
    for (Wanted each : hosts) {
      strips.add(strip(history, service, each, covers, buckets));
    }
    AuditFilter filter =
        AuditFilter.newestFirst(MOST_RECORDS).since(covers.from()).until(covers.to());
    List<AuditRecord> records =
        archive.audit().query(filter).stream()
            .filter(each -> concerns(each, service))
            .toList()
            .reversed();
    var bands = new Bands(words);
    for (AuditRecord each : before(service, covers.from())) {
      bands.take(each.at(), each.entry());
    }
    records.forEach(each -> bands.take(each.at(), each.entry()));
    List<Mark> marks =
        records.stream()
            .map(each -> Mark.of(each.id(), each.at(), each.entry()))
            .flatMap(Optional::stream)
            .toList();
    Instant end = covers.to().isAfter(now) ? now : covers.to();
    return new Chart(
        service,
        covers,
        now,
        List.copyOf(strips),
        bands.until(end),
        marks,
        records.size() >= MOST_RECORDS);
  }

  /** The last words of each kind before the stretch that may still hold in it. */
  private List<AuditRecord> before(String service, Instant from) throws JournalFailed {
    var found = new ArrayList<AuditRecord>();
    for (Kind kind :
        List.of(
            Kind.LEADER_ADOPTED,
            Kind.PROMOTED,
            Kind.LEADERLESS,
            Kind.FROZEN,
            Kind.THAWED,
            Kind.BLIND,
            Kind.SIGHTED)) {
      found.addAll(
          archive
              .audit()
              .query(AuditFilter.newestFirst(1).service(service).kind(kind).until(from)));
    }
    found.sort(Comparator.comparingLong(AuditRecord::id));
    return found;
  }

  private static boolean concerns(AuditRecord record, String service) {
    String of = record.entry().service();
    return of == null || of.equals(service);
  }

  private static HostStrip strip(
      HistoryLog history, String service, Wanted host, Axis covers, int buckets)
      throws JournalFailed {
    List<Judged> verdicts = verdicts(history, service, host.host(), covers);
    List<PowerChange> power =
        history.power(service, host.host(), covers.from(), covers.to(), MOST_VERDICTS);
    List<HeartbeatBucket> coarse =
        history.heartbeats(service, host.host(), covers.from(), covers.to(), buckets);
    long all = coarse.stream().mapToLong(HeartbeatBucket::count).sum();
    if (all <= MOST_BEATS) {
      List<HeartbeatTick> ticks =
          history.ticks(service, host.host(), covers.from(), covers.to(), MOST_BEATS);
      if (ticks.size() >= all) {
        return single(host, ticks, coarse, verdicts, power);
      }
    }
    return inBuckets(host, coarse, verdicts, power);
  }

  private static HostStrip single(
      Wanted host,
      List<HeartbeatTick> ticks,
      List<HeartbeatBucket> coarse,
      List<Judged> verdicts,
      List<PowerChange> power) {
    long[] beats = ticks.stream().mapToLong(each -> each.at().toEpochMilli()).toArray();
    long[] gaps = new long[beats.length];
    for (int i = 1; i < beats.length; i++) {
      gaps[i] = beats[i] - beats[i - 1];
    }
    // A silence that nobody listened to is none: the store knows, the distance does not.
    int place = 0;
    for (int i = 0; i < beats.length; i++) {
      while (place + 1 < coarse.size() && end(coarse.get(place)) <= beats[i]) {
        place++;
      }
      long most = coarse.get(place).largestGap().toMillis();
      if (i == 0) {
        gaps[i] = coarse.get(place).count() == 1 ? most : 0;
      } else if (gaps[i] > most + 1) {
        gaps[i] = 0;
      }
    }
    return new HostStrip(host.host(), host.timeout(), beats, 0, new long[0], gaps, verdicts, power);
  }

  private static long end(HeartbeatBucket bucket) {
    return bucket.start().plus(bucket.width()).toEpochMilli();
  }

  private static HostStrip inBuckets(
      Wanted host, List<HeartbeatBucket> coarse, List<Judged> verdicts, List<PowerChange> power) {
    long width = coarse.isEmpty() ? 1 : coarse.getFirst().width().toMillis();
    return new HostStrip(
        host.host(),
        host.timeout(),
        coarse.stream().mapToLong(each -> each.start().toEpochMilli()).toArray(),
        width,
        coarse.stream().mapToLong(HeartbeatBucket::count).toArray(),
        coarse.stream().mapToLong(each -> each.largestGap().toMillis()).toArray(),
        verdicts,
        power);
  }

  /** The worst verdict of all probes, from each change on. */
  private static List<Judged> verdicts(HistoryLog history, String service, String host, Axis covers)
      throws JournalFailed {
    Map<String, VerdictChange> now = new HashMap<>();
    var judged = new ArrayList<Judged>();
    for (VerdictChange each :
        history.verdicts(service, host, covers.from(), covers.to(), MOST_VERDICTS)) {
      now.put(each.probe(), each);
      judged.add(Judged.worst(each.at(), now.values()));
    }
    return List.copyOf(judged);
  }
}
