package io.piha.report;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.journal.AuditRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An incident as one page: what took how long, what was known when, who did what. */
final class IncidentSheet {
  /** Told to people; they are counted, not listed among what was known. */
  private static final Set<Kind> TOLD = Set.of(Kind.ALERT_SENT, Kind.ALERT_FAILED);

  private static final Set<Kind> OUTCOME =
      Set.of(
          Kind.PROMOTED,
          Kind.PROMOTE_FAILED,
          Kind.HEARTBEAT_BACK,
          Kind.LEADERLESS,
          Kind.FAILBACK_DONE,
          Kind.FAILBACK_FAILED);

  private static final int MOST_DETAIL = 300;

  private IncidentSheet() {}

  static Sheet draw(IncidentFacts facts) {
    Sheet sheet = new Sheet("Incident " + facts.number() + " of " + facts.service());
    sheet.paragraph("truth", truth(facts));
    sheet.paragraph(
        "soft",
        "Site %s. From %s to %s UTC, %s."
            .formatted(
                facts.site(),
                Sheet.clock(facts.from()),
                Sheet.clock(facts.to()),
                Sheet.span(Duration.between(facts.from(), facts.to()))));
    measures(sheet, facts);
    line(sheet, facts);
    people(sheet, facts);
    told(sheet, facts);
    return sheet;
  }

  /** The last thing that was decided about who leads. */
  private static String truth(IncidentFacts facts) {
    return facts.records().stream()
        .filter(each -> facts.service().equals(each.entry().service()))
        .filter(each -> OUTCOME.contains(each.entry().kind()))
        .filter(each -> Long.valueOf(facts.number()).equals(each.entry().detail().get("incident")))
        .reduce((_, later) -> later)
        .map(each -> PageService.words(each.entry().kind().word()) + ": " + each.entry().reason())
        .orElse("Who leads was not decided anew.");
  }

  private static void measures(Sheet sheet, IncidentFacts facts) {
    sheet.chapter("Measured against the bounds");
    if (facts.measures().isEmpty()) {
      sheet.paragraph("soft", "It did not begin with a silence, so nothing was to be measured.");
      return;
    }
    sheet.tableOf("", "took", "bound", "", "between");
    for (IncidentFacts.Measure each : facts.measures()) {
      boolean late = each.late().orElse(false);
      sheet.row(
          late ? "note" : "",
          each.name(),
          each.took().map(Sheet::span).orElse("never"),
          Sheet.span(each.bound()),
          each.took().isEmpty() ? "" : late ? "over" : "within",
          each.meaning());
    }
    sheet.end();
    sheet.paragraph(
        "soft",
        "The bounds follow from the configuration of today and leave out what the switch takes"
            + " to answer and the grace for mixed verdicts; an order that was held back by a rule"
            + " (freeze, blindness, no fit host) may rightly come later.");
  }

  private static void line(Sheet sheet, IncidentFacts facts) {
    sheet.chapter("What was known, decided and done, and when");
    sheet.tableOf("UTC", "after", "what", "where", "why", "numbers");
    for (AuditRecord each : facts.records()) {
      Entry entry = each.entry();
      if (!TOLD.contains(entry.kind())) {
        sheet.row(
            mood(entry),
            Sheet.clock(each.at()).substring(11),
            Sheet.span(Duration.between(facts.from(), each.at())),
            PageService.words(entry.kind().word()),
            entry.host() == null ? "" : entry.host(),
            entry.reason(),
            detail(entry));
      }
    }
    sheet.end();
  }

  private static String mood(Entry entry) {
    return entry.severity() == Severity.CRITICAL
        ? "bad"
        : entry.severity() == Severity.WARNING ? "note" : "";
  }

  private static String detail(Entry entry) {
    String words =
        new TreeMap<>(entry.detail())
            .entrySet().stream()
                .filter(each -> !each.getKey().equals("incident"))
                .map(each -> PageService.words(each.getKey()) + " " + each.getValue())
                .collect(Collectors.joining(", "));
    return words.length() > MOST_DETAIL ? words.substring(0, MOST_DETAIL) + "…" : words;
  }

  private static void people(Sheet sheet, IncidentFacts facts) {
    sheet.chapter("Who did what");
    List<AuditRecord> theirs =
        facts.records().stream().filter(each -> !each.entry().by().equals(Entry.CONTROL)).toList();
    if (theirs.isEmpty()) {
      sheet.paragraph("", "Nobody asked for anything; the control plane did it all by itself.");
      return;
    }
    sheet.tableOf("UTC", "who", "what", "reason");
    for (AuditRecord each : theirs) {
      sheet.row(
          "",
          Sheet.clock(each.at()).substring(11),
          each.entry().by(),
          PageService.words(each.entry().kind().word()),
          each.entry().reason());
    }
    sheet.end();
  }

  private static void told(Sheet sheet, IncidentFacts facts) {
    Map<String, Long> counts =
        facts.records().stream()
            .filter(each -> TOLD.contains(each.entry().kind()))
            .collect(
                Collectors.groupingBy(
                    each ->
                        each.entry().detail().getOrDefault("channel", "a channel")
                            + (each.entry().kind() == Kind.ALERT_SENT ? ": sent" : ": failed"),
                    TreeMap::new,
                    Collectors.counting()));
    sheet.chapter("Who was told");
    if (counts.isEmpty()) {
      sheet.paragraph("", "Nobody: no channel took a message in that time.");
      return;
    }
    sheet.tableOf("channel", "messages");
    counts.forEach((name, count) -> sheet.row("", name, Long.toString(count)));
    sheet.end();
  }
}
