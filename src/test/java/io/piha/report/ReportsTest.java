package io.piha.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.journal.AuditLog;
import io.piha.journal.Journal;
import io.piha.site.Loaded;
import io.piha.site.Site;
import io.piha.site.SiteLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
  private static final Instant LOST = Instant.parse("2026-03-10T03:00:00Z");

  @TempDir Path folder;
  private Site site;

  @BeforeEach
  void aNightWithAFailover() throws Exception {
    Path file = folder.resolve("piha.yaml");
    Files.writeString(
        file,
        """
        site: home
        data_dir: %1$s
        log_dir: %1$s
        mqtt: {url: "mqtt://127.0.0.1:1"}
        services:
          ha:
            hosts:
              haos: {role: primary, probes: {core: {url: "http://127.0.0.1:1/"}}}
              standby: {role: standby, probes: {core: {url: "http://127.0.0.1:2/"}}}
        witnesses: ["tcp://127.0.0.1:9"]
        """
            .formatted(folder));
    site =
        switch (SiteLoader.load(file, Map.of())) {
          case Loaded.Valid valid -> valid.site();
          case Loaded.Invalid invalid -> throw new AssertionError(invalid.findings());
        };
    try (Journal journal = Journal.open(folder)) {
      write(journal, -864_000, Kind.LEADER_ADOPTED, Severity.INFO, "control", "haos leads", null);
      write(journal, 0, Kind.HEARTBEAT_LOST, Severity.WARNING, "control", "no heartbeat", 3L);
      write(journal, 4, Kind.RECOVERY_STARTED, Severity.WARNING, "control", "<both> & refused", 3L);
      write(journal, 75, Kind.PROMOTE_ORDERED, Severity.WARNING, "control", "still silent", 3L);
      write(journal, 80, Kind.PROMOTED, Severity.CRITICAL, "control", "standby leads", 3L);
      write(journal, 81, Kind.HEARTBEAT_LOST, Severity.WARNING, "control", "another one", 31L);
      write(journal, 90, Kind.HEARTBEAT_BACK, Severity.INFO, "control", "back", 31L);
      write(journal, 600, Kind.FROZEN, Severity.WARNING, "operator:alice", "repairing", null);
      write(journal, 4_200, Kind.THAWED, Severity.INFO, "operator:alice", "repaired", null);
      write(journal, 4_300, Kind.ACKNOWLEDGED, Severity.INFO, "operator:alice", "seen \u0001", 3L);
    }
  }

  @Test
  void anIncidentTellsWhatTookHowLongWhatWasKnownAndWhoDidWhat() throws Exception {
    try (AuditLog log = AuditLog.open(folder)) {
      Reports reports = new Reports(site, log, Optional.empty());
      Reports.Finished report =
          reports.incident(site.services().values().iterator().next(), 3).orElseThrow();
      String html = report.html();
      Files.createDirectories(Path.of("target/gallery"));
      Files.writeString(Path.of("target/gallery/incident.html"), html);
      assertThat(html)
          .contains(
              "<td>Detection</td><td class=\"figure\">90.0 s</td><td class=\"figure\">90.1"
                  + " s</td><td>within</td>")
          .contains(
              "<td>Promote order</td><td class=\"figure\">165.0 s</td><td class=\"figure\">166.1"
                  + " s</td><td>within</td>")
          .contains(
              "<td>Outage</td><td class=\"figure\">170.0 s</td><td class=\"figure\">196.1"
                  + " s</td><td>within</td>")
          .contains("&lt;both&gt; &amp; refused")
          .contains("<td>operator:alice</td><td>acknowledged</td>")
          .doesNotContain("haos leads", "\u0001", "<script", "http://127");
      try (PDDocument pdf = Loader.loadPDF(report.pdf())) {
        Files.write(Path.of("target/gallery/incident.pdf"), report.pdf());
        assertThat(new PDFTextStripper().getText(pdf))
            .contains("Incident 3 of ha", "Detection", "<both> & refused", "operator:alice");
      }
      assertThat(reports.incident(site.services().values().iterator().next(), 99)).isEmpty();
    }
  }

  @Test
  void aMonthTellsAvailabilityRecoveriesAndFreezes() throws Exception {
    try (AuditLog log = AuditLog.open(folder)) {
      Reports reports = new Reports(site, log, Optional.empty());
      String html =
          reports.month(YearMonth.of(2026, 3), Instant.parse("2026-04-02T00:00:00Z")).html();
      // 170 s and 99 s without a leader, of the 31 days of March
      assertThat(html)
          .contains("A leader was there 99.990 % of the time.")
          .contains(
              "<td>Time without a leader</td><td class=\"figure\">269.0 s</td><td"
                  + " class=\"figure\">2 times</td>")
          .contains(
              "<td>Mean time to recover</td><td class=\"figure\">134.5 s</td><td>longest 170.0"
                  + " s</td>")
          .contains("<td>Frozen</td><td class=\"figure\">60.0 min</td><td>once</td>");
      assertThat(reports.month(YearMonth.of(2020, 1), LOST).html())
          .contains("Nothing was recorded in that month.");
    }
  }

  private static void write(
      Journal journal,
      long seconds,
      Kind kind,
      Severity severity,
      String by,
      String reason,
      @org.jspecify.annotations.Nullable Long incident)
      throws Exception {
    Map<String, Object> detail =
        incident == null
            ? Map.of()
            : kind == Kind.HEARTBEAT_LOST
                ? Map.of("incident", incident, "silence_s", 90L)
                : Map.of("incident", incident);
    journal.commit(
        LOST.plusSeconds(seconds),
        Map.of(),
        List.of(new Entry(kind, severity, "ha", "haos", 7L, by, reason, detail)));
  }
}
