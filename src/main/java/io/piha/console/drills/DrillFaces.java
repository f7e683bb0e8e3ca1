package io.piha.console.drills;

import io.piha.console.kit.Fact;
import io.piha.console.kit.Spans;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import io.piha.drill.DrillReport;
import io.piha.drill.DrillView;
import io.piha.drill.Measure;
import io.piha.drill.Scenario;
import io.piha.drill.Step;
import io.piha.drill.StepSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How scenarios, drills and reports are said. */
final class DrillFaces {

  /** Earlier drills in the trend. */
  private static final int TREND = 5;

  private final Words words;

  DrillFaces(Words words) {
    this.words = words;
  }

  Choice choice(Scenario scenario, List<DrillReport> reports, Instant now) {
    Optional<DrillReport> last =
        reports.stream().filter(each -> each.scenario().equals(scenario.name())).findFirst();
    return new Choice(
        scenario.name(),
        scenario.title(),
        last.map(each -> outcome(each) + ", " + words.moment(each.began(), now))
            .orElseGet(() -> words.say("drills.never")),
        last.map(this::tone).filter(each -> each != Tone.LEADING).orElse(Tone.QUIET));
  }

  private String outcome(DrillReport report) {
    return words.say(
        switch (report.verdict()) {
          case PASSED -> "drills.passed";
          case FAILED -> "drills.failed";
          case STOPPED -> "drills.stopped";
        });
  }

  Tone tone(DrillReport report) {
    if (!report.asBefore()) {
      return Tone.BAD;
    }
    return switch (report.verdict()) {
      case PASSED -> Tone.LEADING;
      case FAILED -> Tone.BAD;
      case STOPPED -> Tone.NOTICE;
    };
  }

  // --- steps ---

  List<Line> plan(Scenario scenario) {
    List<Line> lines = new ArrayList<>();
    for (Step each : scenario.steps()) {
      String bound =
          switch (each) {
            case Step.Expect expect -> words.say("drills.within", expect.within().text());
            case Step.Nothing nothing -> words.say("drills.for", nothing.lasting().text());
            case Step.Do _, Step.Mend _, Step.Ask _ -> "";
          };
      String hand = each instanceof Step.Do harm ? hand(harm) : "";
      lines.add(new Line("", plainly(each.words()), "", joined(hand, bound), Line.Stand.AHEAD));
    }
    return lines;
  }

  private static String joined(String one, String other) {
    return one.isEmpty() ? other : other.isEmpty() ? one : one + "\n" + other;
  }

  private String hand(Step.Do harm) {
    return harm.command().isEmpty()
        ? words.say("drills.hand", plainly(harm.byHand()))
        : words.say("drills.command", plainly(String.join(" ", harm.command())));
  }

  private String plainly(String text) {
    return text.replace("{leader}", words.say("drills.leader"))
        .replace("{standby}", words.say("drills.standby"));
  }

  List<Line> lines(DrillReport report) {
    return report.steps().stream().map(this::line).toList();
  }

  List<Line> lines(DrillView view) {
    List<Line> lines = new ArrayList<>(view.steps().stream().map(this::line).toList());
    if (!view.ending() && lines.size() < view.of()) {
      lines.add(new Line("", view.now(), "", view.byHand(), Line.Stand.NOW));
    }
    if (view.ending()) {
      lines.add(new Line("", words.say("drills.back"), "", view.byHand(), Line.Stand.NOW));
    }
    return lines;
  }

  private Line line(StepSeen step) {
    return new Line(
        words.stopwatch(step.after()),
        step.words(),
        step.bound().isZero() ? "" : words.say("drills.most", span(step.bound())),
        step.met() ? "" : step.seen(),
        step.met() ? Line.Stand.MET : Line.Stand.MISSED);
  }

  // --- verdict and figures ---

  String now(DrillView view) {
    if (view.ending()) {
      return words.say("drills.now.back", view.now());
    }
    return view.waits()
        ? words.say("drills.now.waits", view.steps().size() + 1, view.of())
        : words.say("drills.now.step", Math.min(view.of(), view.steps().size() + 1), view.of());
  }

  String verdict(DrillReport report) {
    StringBuilder said = new StringBuilder(outcome(report));
    if (report.verdict() != DrillReport.Verdict.PASSED) {
      said.append(": ").append(report.why());
    }
    said.append('.');
    Duration total = report.measured().get(Measure.TOTAL);
    if (total != null) {
      said.append(' ')
          .append(
              words.say(
                  report.live() ? "drills.without.was" : "drills.without.would", span(total)));
    }
    if (!report.asBefore()) {
      said.append(' ').append(words.say("drills.notbefore", report.back()));
    }
    return said.toString();
  }

  private String span(Duration span) {
    return span.toMillis() < 10_000 ? words.took(span) : Spans.words(span);
  }

  List<Fact> figures(DrillReport report, List<DrillReport> reports) {
    List<Fact> facts = new ArrayList<>();
    for (Measure each : Measure.values()) {
      Duration measured = report.measured().get(each);
      if (measured != null) {
        facts.add(figure(report, each, measured));
      }
    }
    report
        .bottleneck()
        .ifPresent(
            each ->
                facts.add(
                    Fact.quiet(
                        words.say("drills.bottleneck"),
                        words.say("drills.set", name(each), each.setting()),
                        "")));
    facts.add(
        new Fact(
            words.say("drills.after"),
            report.asBefore()
                ? words.say("drills.asbefore")
                : words.say("drills.notbefore", report.back()),
            "",
            report.asBefore() ? Tone.QUIET : Tone.BAD));
    trend(report, reports).ifPresent(facts::add);
    return facts;
  }

  private Fact figure(DrillReport report, Measure what, Duration measured) {
    Duration bound = report.bounds().get(what);
    Duration predicted = report.predicted().get(what);
    boolean over = bound != null && measured.compareTo(bound.plusMillis(bound.toMillis() / 20)) > 0;
    String most = bound == null ? "" : words.say("drills.most", span(bound));
    String said = predicted == null ? "" : words.say("drills.predicted", span(predicted));
    return new Fact(
        name(what),
        said.isEmpty() ? span(measured) : span(measured) + " · " + said,
        most,
        over ? Tone.NOTICE : what == Measure.TOTAL ? Tone.LEADING : Tone.QUIET);
  }

  private String name(Measure what) {
    return words.say("drills.measure." + what.word());
  }

  private Optional<Fact> trend(DrillReport report, List<DrillReport> reports) {
    List<String> totals = new ArrayList<>();
    for (DrillReport each : reports) {
      Duration total = each.measured().get(Measure.TOTAL);
      boolean earlier = each.scenario().equals(report.scenario()) && !each.id().equals(report.id());
      if (earlier && total != null && totals.size() < TREND) {
        totals.add(span(total));
      }
    }
    return totals.isEmpty()
        ? Optional.empty()
        : Optional.of(Fact.quiet(words.say("drills.trend"), String.join(", ", totals), ""));
  }

  /** Before anything is played. */
  List<Fact> plain(Scenario scenario, Optional<DrillReport> last, Instant now) {
    List<Fact> facts = new ArrayList<>();
    facts.add(
        Fact.quiet(
            words.say("drills.spends"),
            words.say("drills.spends.text", scenario.cycles(), scenario.failovers()),
            ""));
    facts.add(Fact.quiet(words.say("drills.wayback"), plainly(scenario.back()), ""));
    facts.add(
        last.map(
                each ->
                    new Fact(
                        words.say("drills.last"),
                        verdict(each),
                        words.moment(each.began(), now),
                        tone(each) == Tone.LEADING ? Tone.QUIET : tone(each)))
            .orElseGet(() -> Fact.quiet(words.say("drills.last"), words.say("drills.never"), "")));
    if (!scenario.isBuiltIn()) {
      facts.add(Fact.quiet(words.say("drills.origin"), scenario.origin(), ""));
    }
    return facts;
  }
}
