package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.console.Estates;
import io.piha.engine.Surroundings;
import io.piha.journal.AuditLog;
import io.piha.journal.AuditRecord;
import io.piha.journal.Journal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CutPortsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;
  private long serial;

  private AuditRecord record(Kind kind, Map<String, Object> detail) {
    return new AuditRecord(
        ++serial,
        NOON.plusSeconds(serial),
        new Entry(kind, Severity.INFO, "ha", "haos", null, Entry.CONTROL, "", detail),
        "",
        "");
  }

  @Test
  void a_cut_is_told_with_the_drill_incident_or_request_that_made_it() throws Exception {
    try (Journal journal = Journal.open(folder);
        AuditLog log = journal.log()) {
      CutPorts cuts = new CutPorts(log);
      assertThat(cuts.touch(Estates.empty()).surroundings().cuts()).isEmpty();
      Map<String, Object> drill = Map.of("drill", "2026-03-01T12-00-00", "scenario", "leader-dies");
      cuts.accept(
          List.of(
              record(Kind.DRILL_STARTED, drill),
              record(Kind.FENCED, Map.of("port", "rack/8", "incident", 3L)),
              record(Kind.DRILL_DONE, drill)));
      assertThat(cuts.touch(Estates.empty()).surroundings().cuts())
          .isEqualTo(
              Map.of(
                  "rack/8",
                  new Surroundings.Cut(
                      NOON.plusSeconds(2), "drill leader-dies of 2026-03-01T12-00-00")));
      cuts.accept(
          List.of(
              record(Kind.POWER_CYCLED, Map.of("port", "rack/8", "incident", 14L)),
              record(Kind.POWER_CYCLED, Map.of("port", "rack/7")),
              record(Kind.POWER_OFF, Map.of("port", "rack/6"))));
      Map<String, Surroundings.Cut> now = cuts.touch(Estates.empty()).surroundings().cuts();
      assertThat(now.get("rack/8")).matches(each -> each.by().equals("incident 14"));
      assertThat(now.get("rack/7")).matches(each -> each.by().equals("a request"));
      assertThat(now).doesNotContainKey("rack/6");
    }
  }
}
