package io.piha.cli;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.engine.Snapshot;
import io.piha.engine.Surroundings;
import io.piha.journal.AuditFilter;
import io.piha.journal.AuditLog;
import io.piha.journal.AuditRecord;
import io.piha.journal.JournalFailed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When each port was last really cut and read dark, and by what: a drill, an incident, a request.
 * That it obeys a write is the one thing that a self-test cannot prove.
 */
final class CutPorts implements Consumer<List<AuditRecord>> {
  private static final Logger LOG = LoggerFactory.getLogger(CutPorts.class);
  private static final List<Kind> TOLD =
      List.of(Kind.DRILL_STARTED, Kind.DRILL_DONE, Kind.FENCED, Kind.POWER_CYCLED);
  private static final int EARLIER = 200;

  private final Map<String, String> drills = new ConcurrentHashMap<>();
  private final Map<String, Surroundings.Cut> cuts = new ConcurrentHashMap<>();

  /** Goes on from what the log has. */
  CutPorts(AuditLog log) {
    List<AuditRecord> earlier = new ArrayList<>();
    try {
      for (Kind kind : TOLD) {
        earlier.addAll(log.query(newest(kind)));
      }
    } catch (JournalFailed e) {
      LOG.warn("earlier cuts are not shown: {}", e.getMessage());
    }
    earlier.sort(Comparator.comparingLong(AuditRecord::id));
    accept(earlier);
  }

  private static AuditFilter newest(Kind kind) {
    AuditFilter all = AuditFilter.newestFirst(EARLIER);
    return new AuditFilter(
        all.since(),
        all.until(),
        all.service(),
        all.host(),
        Optional.of(kind),
        all.by(),
        all.text(),
        all.afterId(),
        true,
        EARLIER);
  }

  @Override
  public void accept(List<AuditRecord> records) {
    for (AuditRecord record : records) {
      Entry entry = record.entry();
      String service = String.valueOf(entry.service());
      switch (entry.kind()) {
        case DRILL_STARTED -> drills.put(service, drill(entry));
        case DRILL_DONE -> drills.remove(service);
        case FENCED, POWER_CYCLED -> {
          if (entry.detail().get("port") instanceof String port) {
            String by = Optional.ofNullable(drills.get(service)).orElseGet(() -> author(entry));
            cuts.put(port, new Surroundings.Cut(record.at(), by));
          }
        }
        default -> {}
      }
    }
  }

  private static String drill(Entry entry) {
    return "drill " + entry.detail().get("scenario") + " of " + entry.detail().get("drill");
  }

  private static String author(Entry entry) {
    Object incident = entry.detail().get("incident");
    return incident == null ? "a request" : "incident " + incident;
  }

  /** The picture with them. */
  Snapshot touch(Snapshot picture) {
    return cuts.isEmpty() ? picture : picture.with(picture.surroundings().with(cuts));
  }
}
