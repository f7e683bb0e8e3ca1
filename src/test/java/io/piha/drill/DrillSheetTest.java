package io.piha.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.report.Sheet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class DrillSheetTest {
  @TempDir Path data;

  private static final Path GALLERY = Path.of("target/gallery");

  @Test
  void aDrillIsHeldAgainstItsBoundsItsPredictionAndThoseBefore() throws Exception {
    for (int week = 0; week < 14; week++) {
      KeptReports.keep(
          data, week == 9 ? KeptReports.failed(week) : KeptReports.passed(week, 70 + week));
    }
    DrillShelf shelf = DrillShelf.of(data);
    assertThat(shelf.unreadable()).isEmpty();
    assertThat(shelf.reports()).hasSize(14);
    DrillReport newest = shelf.named("").orElseThrow();
    assertThat(newest).isEqualTo(KeptReports.passed(13, 83));
    Sheet sheet = DrillSheet.draw("home", newest, shelf.before(newest));
    Files.createDirectories(GALLERY);
    Files.writeString(GALLERY.resolve("drill.html"), sheet.page());
    Files.write(GALLERY.resolve("drill.pdf"), sheet.pdf());
    assertThat(sheet.page())
        .contains("PASSED: every step went as planned.")
        .contains("Site home, live, started by operator:alice.")
        .contains("The house is as it was before: haos leads")
        .contains(
            "<td>detection</td><td class=\"figure\">90.0 s</td><td class=\"figure\">90.1"
                + " s</td><td>within</td>")
        // 83 s instead of the 73 s that were predicted; the middle of the eight that passed: 78
        .contains(
            "<td class=\"figure\">83.0 s</td><td class=\"figure\">96.0 s</td><td>within</td><td"
                + " class=\"figure\">73.0 s</td><td>+14 %</td>")
        .contains("<td class=\"figure\">78.0 s</td><td>recovery_wait</td>")
        .contains("<td>promotion</td><td class=\"figure\">31 ms</td>")
        .contains("The bottleneck is detection, 51 % of the total")
        .contains("The total of 176.1 s is about as long as before (median 171.1 s).")
        .contains("Of the last 9 before it 8 passed.")
        .contains("<div style=\"width: 100%\"></div>", "<div style=\"width: 95%\"></div>")
        .contains("<td>2026-03-07 14:00</td><td>failed</td>")
        .doesNotContain("2026-01-24", "THE HOUSE");
    try (PDDocument pdf = Loader.loadPDF(sheet.pdf())) {
      assertThat(new PDFTextStripper().getText(pdf))
          .contains("Drill leader-dies of home-assistant", "PASSED", "recovery_wait", "176.1 s");
    }
  }

  @Test
  void aFailedDrillSaysWhyAndThatTheHouseNeedsAPerson() throws Exception {
    Sheet sheet = DrillSheet.draw("home", KeptReports.failed(1), List.of());
    Files.createDirectories(GALLERY);
    Files.writeString(GALLERY.resolve("drill-failed.html"), sheet.page());
    assertThat(sheet.page())
        .contains("FAILED: &lt;standby leads&gt; &amp; nothing else was not seen.")
        .contains("THE HOUSE IS NOT AS IT WAS BEFORE: haos is not heard.")
        .contains(
            "<tr class=\"bad\"><td>recovery</td><td class=\"figure\">131.0 s</td><td"
                + " class=\"figure\">96.0 s</td><td>over</td>")
        .contains("<td>NOT</td><td>not within 30 s</td>")
        .contains("This is the first that is kept")
        .doesNotContain("<standby");
  }

  @Test
  void otherScenariosAndLaterDrillsAreNoneBefore() {
    DrillReport other =
        new DrillReport(
            "x",
            "failback",
            "t",
            "home-assistant",
            true,
            "",
            KeptReports.FIRST,
            KeptReports.FIRST,
            DrillReport.Verdict.PASSED,
            "w",
            true,
            "b",
            List.of(),
            java.util.Map.of(),
            java.util.Map.of(),
            java.util.Map.of());
    DrillReport mine = KeptReports.passed(2, 73);
    DrillShelf shelf =
        new DrillShelf(
            List.of(KeptReports.passed(3, 73), mine, other, KeptReports.passed(1, 73)), List.of());
    assertThat(shelf.before(mine)).containsExactly(KeptReports.passed(1, 73));
    assertThat(DrillSheet.draw("home", other, List.of()).page())
        .contains("Nothing: nobody fell silent", "No step was taken.");
  }

  @Test
  void whatIsNoReportIsSaidInWordsAndTheRestIsRead() throws Exception {
    assertThat(DrillShelf.of(data.resolve("nowhere")).reports()).isEmpty();
    KeptReports.keep(data, KeptReports.passed(1, 73));
    KeptReports.spoil(data, "9-empty", "{}");
    KeptReports.spoil(data, "9-null", "null");
    KeptReports.spoil(data, "9-cut", "{\"id\": \"x\", ");
    KeptReports.spoil(data, "9-large", "x".repeat(1024 * 1024 + 1));
    KeptReports.spoil(
        data,
        "9-hollow",
        "{\"live\":true,\"asBefore\":true,\"steps\":[],\"measured\":{},\"bounds\":{},\"predicted\":{}}");
    Files.createDirectories(data.resolve("drills/drill-9-folder.json"));
    DrillShelf shelf = DrillShelf.of(data);
    assertThat(shelf.reports()).containsExactly(KeptReports.passed(1, 73));
    assertThat(shelf.unreadable())
        .hasSize(6)
        .allMatch(each -> each.contains("drill-9-") && each.contains(" cannot be read: "))
        .anyMatch(each -> each.endsWith("it is larger than 1048576 bytes"))
        .anyMatch(each -> each.endsWith("it is no file"))
        .anyMatch(each -> each.endsWith("something is missing in it"));
  }

  @Test
  void whateverABrokenFileHoldsItIsDrawnOrRefused() throws Exception {
    byte[] whole = JsonMapper.builder().build().writeValueAsBytes(KeptReports.passed(1, 73));
    Random random = new Random(9);
    int drawn = 0;
    for (int round = 0; round < 3_000; round++) {
      byte[] broken = whole.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        broken[random.nextInt(broken.length)] =
            (byte) "09-PTS\"{}[],:exnul".charAt(random.nextInt(18));
      }
      try {
        DrillReport report = DrillShelf.parse(broken);
        assertThat(DrillSheet.draw("home", report, List.of(report)).page()).contains("</html>");
        assertThat(DrillText.line(report)).isNotBlank();
        drawn++;
      } catch (IOException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    assertThat(drawn)
        .as("some are whole still: " + new String(whole, StandardCharsets.UTF_8))
        .isPositive();
  }
}
