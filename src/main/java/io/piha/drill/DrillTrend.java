package io.piha.drill;

import io.piha.report.Sheet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A drill among those before it of the same scenario.
 *
 * @param newest the one that is reported
 * @param earlier those before it, newest first
 */
record DrillTrend(DrillReport newest, List<DrillReport> earlier) {

  /** So many drills are shown, the newest among them. */
  static final int MOST = 10;

  /** Less than this is no change. */
  private static final double SAME = 0.03;

  DrillTrend {
    earlier = List.copyOf(earlier);
  }

  static DrillTrend of(DrillReport newest, List<DrillReport> earlier) {
    return new DrillTrend(newest, earlier.subList(0, Math.min(MOST - 1, earlier.size())));
  }

  /** The middle of what the earlier ones that passed took; of two the longer. */
  Optional<Duration> median(Measure measure) {
    List<Duration> took =
        earlier.stream()
            .filter(each -> each.verdict() == DrillReport.Verdict.PASSED)
            .flatMap(each -> Optional.ofNullable(each.measured().get(measure)).stream())
            .sorted()
            .toList();
    return took.isEmpty() ? Optional.empty() : Optional.of(took.get(took.size() / 2));
  }

  void draw(Sheet sheet) {
    sheet.chapter("Against earlier drills of " + newest.scenario());
    if (earlier.isEmpty()) {
      sheet.paragraph("soft", "This is the first that is kept; there is nothing to compare with.");
      return;
    }
    sheet.paragraph("", words());
    sheet.tableOf("UTC", "verdict", "detection", "recovery", "promotion", "ready", "total", "");
    long longest = 1;
    List<DrillReport> all = new ArrayList<>();
    all.add(newest);
    all.addAll(earlier);
    for (DrillReport each : all) {
      longest = Math.max(longest, total(each).map(Duration::toMillis).orElse(0L));
    }
    for (DrillReport each : all) {
      String[] cells = {
        Sheet.clock(each.began()).substring(0, 16),
        each.verdict().name().toLowerCase(Locale.ROOT),
        cell(each, Measure.DETECTION),
        cell(each, Measure.RECOVERY),
        cell(each, Measure.PROMOTION),
        cell(each, Measure.READY),
        cell(each, Measure.TOTAL)
      };
      double share = (double) total(each).map(Duration::toMillis).orElse(0L) / longest;
      sheet.rowWithBar(style(each), share, cells);
    }
    sheet.end();
  }

  private String style(DrillReport each) {
    return each.verdict() != DrillReport.Verdict.PASSED ? "bad" : each.equals(newest) ? "act" : "";
  }

  private static Optional<Duration> total(DrillReport report) {
    return Optional.ofNullable(report.measured().get(Measure.TOTAL));
  }

  private static String cell(DrillReport report, Measure measure) {
    Duration took = report.measured().get(measure);
    return took == null ? "–" : DrillSheet.span(took);
  }

  /** How it compares, in a sentence or two. */
  String words() {
    long passed =
        earlier.stream().filter(each -> each.verdict() == DrillReport.Verdict.PASSED).count();
    String record = "Of the last " + earlier.size() + " before it " + passed + " passed.";
    Optional<Duration> before = median(Measure.TOTAL);
    Optional<Duration> now = total(newest);
    if (before.isEmpty() || now.isEmpty()) {
      return record;
    }
    double change =
        (double) (now.get().toMillis() - before.get().toMillis())
            / Math.max(1, before.get().toMillis());
    String verdict =
        Math.abs(change) < SAME
            ? "about as long as before"
            : String.format(
                Locale.ROOT,
                "%.0f %% %s than before",
                100 * Math.abs(change),
                change > 0 ? "longer" : "shorter");
    return "The total of %s is %s (median %s). %s"
        .formatted(DrillSheet.span(now.get()), verdict, DrillSheet.span(before.get()), record);
  }
}
