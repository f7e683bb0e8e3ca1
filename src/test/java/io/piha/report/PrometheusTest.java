package io.piha.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.piha.engine.SamplePicture;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Programs;
import io.piha.testing.Prometheus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a real Prometheus makes of our metrics and rules, and what Grafana would ask it for. */
@NeedsPeer({"prometheus", "promtool"})
class PrometheusTest {
  private static final Path RULES = Path.of("installer/prometheus/piha-rules.yml");
  private static final Path DASHBOARD = Path.of("installer/grafana/piha-dashboard.json");
  private static final Pattern FAMILY = Pattern.compile("\\bpiha_[a-z_]+");
  private static final Set<String> PANELS =
      Set.of("stat", "timeseries", "gauge", "table", "state-timeline", "status-history", "row");

  @TempDir Path folder;

  @Test
  void theRulesAreValidAndSpeakWhenTheyShould() throws Exception {
    Files.copy(RULES, folder.resolve("piha-rules.yml"));
    Path tests = Path.of("src/test/resources/prometheus/piha-rules-test.yml");
    Files.copy(tests, folder.resolve("tests.yml"));
    Programs.run("promtool", "check", "rules", folder.resolve("piha-rules.yml").toString());
    Programs.run("promtool", "test", "rules", folder.resolve("tests.yml").toString());
  }

  @Test
  void itScrapesThePageEvaluatesTheRulesAndAnswersEveryPanel() throws Exception {
    try (Dashboard page =
            Dashboard.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.of("sesame"),
                new Dashboard.Sources(
                    () -> SamplePicture.of("haos"),
                    () -> true,
                    () -> SamplePicture.AT.toEpochMilli(),
                    Optional.empty(),
                    new Tally()));
        Prometheus prometheus =
            new Prometheus(
                folder.resolve("prometheus"), RULES, page.address().getPort(), "sesame")) {
      await("scraped").until(() -> value(prometheus, "up{job=\"piha\"}").equals("1"));
      assertThat(value(prometheus, "sum(piha_node_leader)")).isEqualTo("1");
      assertThat(value(prometheus, "piha_audit_records_total{kind=\"promoted\"}")).isEqualTo("0");
      await("evaluated")
          .until(
              () ->
                  prometheus.rules().size() > 0
                      && prometheus.rules().findValuesAsString("health").stream()
                          .allMatch("ok"::equals));
      await("an old loop is on its way to an alert")
          .until(
              () ->
                  value(prometheus, "ALERTS{alertname=\"PihaLoopStands\",alertstate=\"pending\"}")
                      .equals("1"));
      for (JsonNode panel : dashboard().path("panels")) {
        for (JsonNode target : panel.path("targets")) {
          prometheus.query(target.path("expr").asString("").replace("$service", ".*"));
        }
      }
    }
  }

  @Test
  void theGrafanaDashboardIsOfTheClassicFormAndAsksForWhatThereIs() throws Exception {
    JsonNode board = dashboard();
    assertThat(board.path("id").isNull()).isTrue();
    assertThat(board.path("uid").asString("")).hasSizeBetween(1, 40);
    assertThat(board.path("schemaVersion").asInt(0)).isBetween(36, 41);
    assertThat(board.path("templating").path("list").path(0).path("type").asString(""))
        .isEqualTo("datasource");
    Set<Integer> ids = new HashSet<>();
    Set<String> cells = new HashSet<>();
    for (JsonNode panel : board.path("panels")) {
      String title = panel.path("title").asString("");
      assertThat(ids.add(panel.path("id").asInt(0))).as(title).isTrue();
      assertThat(PANELS).as(title).contains(panel.path("type").asString(""));
      assertThat(panel.path("datasource").path("uid").asString("")).isEqualTo("${ds}");
      place(cells, panel.path("gridPos"), title);
      for (JsonNode target : panel.path("targets")) {
        assertThat(target.path("datasource").path("uid").asString("")).isEqualTo("${ds}");
        known(target.path("expr").asString(""));
      }
    }
    known(Files.readString(RULES).replaceAll("(?m)^ *#.*$", ""));
  }

  /** Within 24 columns, and over no other panel. */
  private static void place(Set<String> cells, JsonNode at, String title) {
    int x = at.path("x").asInt(-1);
    int y = at.path("y").asInt(-1);
    assertThat(x + at.path("w").asInt(99)).as(title).isBetween(1, 24);
    for (int column = x; column < x + at.path("w").asInt(0); column++) {
      for (int row = y; row < y + at.path("h").asInt(0); row++) {
        assertThat(cells.add(column + "/" + row)).as("%s lies on another panel", title).isTrue();
      }
    }
  }

  private static void known(String expression) {
    String metrics = Metrics.text(SamplePicture.of("haos"), 0, new Tally());
    Matcher family = FAMILY.matcher(expression);
    while (family.find()) {
      assertThat(metrics).contains("# TYPE " + family.group() + " ");
    }
  }

  private static JsonNode dashboard() throws Exception {
    return JsonMapper.builder().build().readTree(Files.readString(DASHBOARD));
  }

  private static String value(Prometheus prometheus, String expression) throws Exception {
    return prometheus.query(expression).path(0).path("value").path(1).asString("");
  }
}
