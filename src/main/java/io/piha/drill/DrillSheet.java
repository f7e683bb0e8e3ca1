package io.piha.drill;

import io.piha.report.Sheet;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A live drill as one page: the verdict, what took how long, the trend, every step. */
public final class DrillSheet {

  /** Beyond this a prediction was wrong. */
  private static final double NEAR = 0.1;

  private DrillSheet() {}

  /**
   * Draws it.
   *
   * @param site whose house it was
   * @param earlier drills of the same scenario and service before it, newest first
   */
  public static Sheet draw(String site, DrillReport report, List<DrillReport> earlier) {
    Sheet sheet = new Sheet("Drill " + report.scenario() + " of " + report.service());
    boolean passed = report.verdict() == DrillReport.Verdict.PASSED;
    sheet.paragraph(passed ? "truth" : "truth bad", DrillText.verdict(report));
    sheet.paragraph(
        report.asBefore() ? "" : "truth bad",
        report.asBefore()
            ? "The house is as it was before: " + report.back() + "."
            : "THE HOUSE IS NOT AS IT WAS BEFORE: " + report.back() + ".");
    sheet.paragraph(
        "soft",
        "%s. Site %s, %s, started by %s. From %s to %s UTC, %s. Report %s."
            .formatted(
                plainly(report.title()),
                site,
                report.live() ? "live" : "rehearsed on a simulated house",
                report.by().isEmpty() ? "nobody named" : report.by(),
                Sheet.clock(report.began()).substring(0, 19),
                Sheet.clock(report.ended()).substring(0, 19),
                Drill.span(Duration.between(report.began(), report.ended())),
                report.id()));
    measures(sheet, report, DrillTrend.of(report, earlier));
    DrillTrend.of(report, earlier).draw(sheet);
    steps(sheet, report);
    return sheet;
  }

  private static void measures(Sheet sheet, DrillReport report, DrillTrend trend) {
    sheet.chapter("Measured");
    if (report.measured().isEmpty()) {
      sheet.paragraph("soft", "Nothing: nobody fell silent, and nobody had to be recovered.");
      return;
    }
    sheet.tableOf("", "took", "at most", "", "predicted", "", "before (median)", "set by");
    for (Measure each : Measure.values()) {
      Duration took = report.measured().get(each);
      if (took == null) {
        continue;
      }
      @Nullable Duration bound = report.bounds().get(each);
      @Nullable Duration predicted = report.predicted().get(each);
      boolean late = bound != null && took.compareTo(bound) > 0;
      boolean wrong = predicted != null && Math.abs(off(took, predicted)) > NEAR;
      boolean longest = report.bottleneck().filter(each::equals).isPresent();
      sheet.row(
          late ? "bad" : longest ? "act" : wrong ? "note" : "",
          each.word(),
          span(took),
          bound == null ? "" : span(bound),
          bound == null ? "" : late ? "over" : "within",
          predicted == null ? "" : span(predicted),
          predicted == null ? "" : percent(took, predicted),
          trend.median(each).map(DrillSheet::span).orElse(""),
          each.setting());
    }
    sheet.end();
    bottleneck(sheet, report);
    sheet.paragraph(
        "soft",
        "Detection: from the harm until the silence is noticed. Verification: until the probes"
            + " agree. Recovery: until the order to lead, or the leader is back. Promotion: until"
            + " it is obeyed. Total: from the harm until somebody leads again. Ready: from then"
            + " until all its probes are up. The bounds are those of the settings of that day;"
            + " the prediction is a rehearsal from the state just before.");
  }

  private static void bottleneck(Sheet sheet, DrillReport report) {
    Duration total = report.measured().getOrDefault(Measure.TOTAL, Duration.ZERO);
    if (total.isPositive()) {
      report
          .bottleneck()
          .ifPresent(
              each ->
                  sheet.paragraph(
                      "",
                      "The bottleneck is %s, %d %% of the total: it depends most on %s."
                          .formatted(each.word(), share(report, each, total), each.setting())));
    }
  }

  private static long share(DrillReport report, Measure part, Duration total) {
    long took = report.measured().getOrDefault(part, Duration.ZERO).toMillis();
    return Math.round(100.0 * took / Math.max(1, total.toMillis()));
  }

  private static void steps(Sheet sheet, DrillReport report) {
    sheet.chapter("Step by step");
    if (report.steps().isEmpty()) {
      sheet.paragraph("soft", "No step was taken.");
      return;
    }
    sheet.tableOf("", "at", "took", "at most", "what", "", "seen");
    int number = 1;
    for (StepSeen each : report.steps()) {
      sheet.row(
          each.met() ? "" : "bad",
          number++ + ".",
          span(each.after()),
          span(each.took()),
          each.bound().isZero() ? "" : span(each.bound()),
          each.words(),
          each.met() ? "ok" : "NOT",
          each.seen());
    }
    sheet.end();
  }

  /** A span of time; below a second in milliseconds. */
  static String span(Duration span) {
    long ms = span.toMillis();
    return ms > 0 && ms < 1000 ? ms + " ms" : Sheet.span(span);
  }

  /** How much longer than that it took, as a share of that. */
  private static double off(Duration took, Duration than) {
    return (double) (took.toMillis() - than.toMillis()) / Math.max(1, than.toMillis());
  }

  private static String percent(Duration took, Duration than) {
    return String.format(Locale.ROOT, "%+.0f %%", 100 * off(took, than));
  }

  /** Nobody in particular plays a part in the title of a scenario. */
  private static String plainly(String title) {
    return title.replace("{leader}", "the leader").replace("{standby}", "the standby");
  }
}
