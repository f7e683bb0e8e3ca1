package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.drill.KeptReports;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The reports of drills without a running engine. */
class DrillReportCommandTest {
  @TempDir Path folder;
  private Path config;

  @BeforeEach
  void configure() throws Exception {
    config = folder.resolve("piha.yaml");
    Files.writeString(
        config,
        """
        site: home
        data_dir: %1$s
        log_dir: %1$s
        mqtt: {url: "mqtt://127.0.0.1:1"}
        services:
          home-assistant:
            hosts:
              haos: {role: primary, probes: {core: {url: "http://127.0.0.1:1/"}}}
              standby: {role: standby, probes: {core: {url: "http://127.0.0.1:2/"}}}
        witnesses: ["tcp://127.0.0.1:9"]
        """
            .formatted(folder));
  }

  private String run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(new PihaCommand());
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    String[] all = new String[args.length + 3];
    all[0] = "--config";
    all[1] = config.toString();
    all[2] = "drill";
    System.arraycopy(args, 0, all, 3, args.length);
    int exit = line.execute(all);
    return exit + "\n" + out + err;
  }

  @Test
  void theHistoryIsOneLineEachNewestFirst() throws Exception {
    KeptReports.keep(folder, KeptReports.passed(1, 73), KeptReports.failed(2));
    String[] lines = run("history").split("\n", -1);
    assertThat(lines[0]).isEqualTo("0");
    assertThat(lines[1])
        .matches("2026-01-17T14-00-00Z +leader-dies +home-assistant +FAILED .*NOT AS BEFORE");
    assertThat(lines[2])
        .matches("2026-01-10T14-00-00Z +leader-dies +home-assistant +PASSED +2 min 46 s");
  }

  @Test
  void theNewestOrANamedOneIsPrintedOrWrittenAsPageOrPdf() throws Exception {
    KeptReports.keep(folder, KeptReports.passed(1, 73), KeptReports.failed(2));
    assertThat(run("report")).startsWith("0\n<!DOCTYPE html>").contains("FAILED: ");
    Path page = folder.resolve("drill.html");
    Path pdf = folder.resolve("drill.PDF");
    assertThat(run("report", "2026-01-10", "--out", page.toString()))
        .startsWith("0\nwritten: " + page);
    assertThat(page).content().contains("PASSED: ", "Site home, live");
    assertThat(run("report", "2026-01-10", "--out", pdf.toString())).startsWith("0\n");
    assertThat(Files.readAllBytes(pdf)).startsWith('%', 'P', 'D', 'F');
    assertThat(run("report", "--out", folder.resolve("nowhere/x.html").toString()))
        .startsWith("1\n")
        .contains("cannot be written");
  }

  @Test
  void whatIsNotThereOrCannotBeReadIsSaid() throws Exception {
    assertThat(run("report"))
        .startsWith("1\n")
        .contains("piha: no live drill is kept here; rehearsals are not");
    assertThat(run("history")).startsWith("0\nno live drill is kept here");
    KeptReports.keep(folder, KeptReports.passed(1, 73));
    KeptReports.spoil(folder, "2026-02", "{");
    assertThat(run("report", "2027"))
        .startsWith("1\n")
        .contains("no drill 2027 is kept here; see piha drill history");
    assertThat(run("report"))
        .startsWith("0\n<!DOCTYPE")
        .contains("piha: ")
        .contains("drill-2026-02.json cannot be read: it is no report of a drill");
    assertThat(run("history")).startsWith("1\n").contains("PASSED", "cannot be read");
  }
}
