package io.piha.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A drill in lines of plain text, for a terminal and a mail. */
public final class DrillText {

  private DrillText() {}

  /** A finished drill, from the first step to the verdict. */
  public static List<String> of(DrillReport report) {
    List<String> lines = new ArrayList<>();
    report.steps().forEach(each -> lines.add(step(each)));
    lines.add("");
    lines.addAll(summary(report));
    return lines;
  }

  /** What was measured, the verdict, and the way back. */
  public static List<String> summary(DrillReport report) {
    List<String> lines = new ArrayList<>(measures(report));
    lines.add(verdict(report));
    lines.add(
        report.asBefore()
            ? "The house is as it was before: " + report.back() + "."
            : "THE HOUSE IS NOT AS IT WAS BEFORE: " + report.back() + ".");
    return lines;
  }

  /** A finished drill in one line: its name, what, whose, the verdict, how long nobody led. */
  public static String line(DrillReport report) {
    Duration total = report.measured().get(Measure.TOTAL);
    return String.format(
        Locale.ROOT,
        "%-24s  %-18s  %-16s  %-7s  %s%s",
        report.id(),
        report.scenario(),
        report.service(),
        report.verdict(),
        total == null ? "-" : Drill.span(total),
        report.asBefore() ? "" : "  THE HOUSE WAS NOT AS BEFORE");
  }

  /** One step that is over. */
  public static String step(StepSeen step) {
    String bound = step.bound().isZero() ? "" : "  (at most " + Drill.span(step.bound()) + ")";
    return String.format(
        Locale.ROOT,
        "%8s  %s %s%s",
        clock(step.after()),
        step.met() ? "ok " : "NOT",
        step.words(),
        bound + (step.met() ? "" : "\n              " + step.seen()));
  }

  private static List<String> measures(DrillReport report) {
    List<String> lines = new ArrayList<>();
    for (Measure each : Measure.values()) {
      Duration measured = report.measured().get(each);
      Duration bound = report.bounds().get(each);
      Duration predicted = report.predicted().get(each);
      if (measured != null) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%14s  %-12s%s%s%s",
                each.word(),
                Drill.span(measured),
                bound == null ? "" : "at most " + Drill.span(bound),
                predicted == null ? "" : "; predicted " + Drill.span(predicted),
                each.setting().isEmpty() ? "" : "  [" + each.setting() + "]"));
      }
    }
    return lines;
  }

  /** The outcome in one sentence or two. */
  public static String verdict(DrillReport report) {
    StringBuilder words = new StringBuilder();
    words.append(
        switch (report.verdict()) {
          case PASSED -> "PASSED: ";
          case FAILED -> "FAILED: ";
          case STOPPED -> "STOPPED: ";
        });
    words.append(report.why()).append('.');
    Duration total = report.measured().get(Measure.TOTAL);
    if (total != null) {
      words
          .append(report.live() ? " The house was " : " The house would be ")
          .append("without a leader for ")
          .append(Drill.span(total));
      report
          .bottleneck()
          .ifPresent(
              each ->
                  words
                      .append("; the longest part is ")
                      .append(each.word())
                      .append(", set by ")
                      .append(each.setting()));
      words.append('.');
    }
    return words.toString();
  }

  private static String clock(Duration after) {
    return String.format(
        Locale.ROOT,
        "%d:%02d.%d",
        after.toMinutes(),
        after.toSecondsPart(),
        after.toMillisPart() / 100);
  }
}
