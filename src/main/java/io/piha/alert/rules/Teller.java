package io.piha.alert.rules;

import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts incidents into messages; what was told once is not told again. */
final class Teller {

  private final Round round;
  private final Gate gate;

  Teller(Round round) {
    this.round = round;
    this.gate = new Gate(round);
  }

  /** Something that is no incident. */
  void once(Fact fact) {
    gate.pass(
        new Message(
            round.newThread(),
            true,
            fact.incident(),
            fact.severity(),
            fact.kind(),
            fact.service(),
            fact.host(),
            fact.at(),
            fact.title(),
            text(fact.text(), List.of(), Titles.advice(fact.kind())),
            false));
  }

  /** The first message of an incident. */
  void opening(Trouble trouble) {
    gate.pass(
        message(
            trouble,
            trouble.severity(),
            trouble.kind(),
            trouble.begun(),
            trouble.title(),
            text(trouble.text(), trouble.notes(), Titles.advice(trouble.kind())),
            false));
    Trouble told = trouble.saying(word(trouble.kind(), trouble.severity()));
    round.keep(told.again(firstReminder(told)));
  }

  /** A step of an incident that was told before; each kind of step is told once. */
  void update(Trouble trouble, Fact fact) {
    String word = word(fact.kind(), fact.severity());
    if (trouble.said().contains(word)) {
      round.keep(trouble.withNote(fact.line()));
      return;
    }
    gate.pass(
        message(
            trouble,
            fact.severity(),
            fact.kind(),
            fact.at(),
            fact.title(),
            text(fact.text(), trouble.notes(), Titles.advice(fact.kind())),
            false));
    Trouble told = trouble.saying(word);
    Instant next = told.againAt() == null ? firstReminder(told) : told.againAt();
    round.keep(told.again(next));
  }

  /** It goes on and nobody has reacted. */
  void again(Trouble trouble) {
    String lasting = Spans.words(trouble.begun(), round.now);
    boolean freeze = trouble.kind().equals(Kind.FROZEN.word());
    String title =
        freeze
            ? Titles.subject(trouble.service()) + "frozen for " + lasting
            : "still: " + trouble.title();
    String first =
        freeze
            ? trouble.text() + ". While frozen nobody is promoted by itself."
            : "Going on for " + lasting + " and not acknowledged: " + trouble.text();
    recalled(trouble, trouble.severity(), "reminder", title, first);
    round.keep(trouble.withNotes(List.of()).again(nextReminder(trouble)));
  }

  /** Another goes on with it, and cannot know whether the last message came through. */
  void takenOver(Trouble trouble, Fact how) {
    Severity severity = trouble.acked() ? Severity.INFO : trouble.severity();
    String first =
        how.text()
            + " Still open, for "
            + Spans.words(trouble.begun(), how.at())
            + ": "
            + trouble.text()
            + soFar(trouble);
    recalled(
        trouble,
        severity.compareTo(how.severity()) < 0 ? how.severity() : severity,
        "taken_over",
        how.title() + "; still: " + trouble.title(),
        first);
    Instant next = trouble.againAt() == null ? null : nextReminder(trouble);
    round.keep(trouble.withNotes(List.of()).again(next));
  }

  private static String soFar(Trouble trouble) {
    String steps =
        trouble.said().stream()
            .map(each -> each.replace("!", "").replace('_', ' '))
            .filter(each -> !each.equals(trouble.kind().replace('_', ' ')))
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return steps.isEmpty() ? "" : "\nWhat was told of it before: " + steps + ".";
  }

  private void recalled(
      Trouble trouble, Severity severity, String kind, String title, String first) {
    gate.pass(
        message(
            trouble,
            severity,
            kind,
            round.now,
            title,
            text(first, trouble.notes(), Titles.advice(trouble.kind())),
            false));
  }

  private Instant nextReminder(Trouble trouble) {
    boolean freeze = trouble.kind().equals(Kind.FROZEN.word());
    return round.now.plus(freeze ? round.policy.remindFreeze() : round.policy.repeatEvery());
  }

  /** It is over, and has been for long enough. */
  void resolved(Trouble trouble, Instant over) {
    String outage = Spans.words(trouble.begun(), over);
    String what = trouble.key().startsWith("lead:") ? "Without a sure leader for " : "It lasted ";
    Exercise drill = round.exercises.get(String.valueOf(trouble.service()));
    String title = "resolved: " + trouble.title();
    gate.pass(
        message(
            trouble,
            trouble.severity(),
            "resolved",
            over,
            drill != null && drill.covers(trouble.begun(), over) ? Exercise.marked(title) : title,
            text(what + outage + ".", trouble.notes(), ""),
            true));
  }

  private @Nullable Instant firstReminder(Trouble trouble) {
    if (trouble.kind().equals(Kind.FROZEN.word())) {
      return round.now.plus(round.policy.remindFreeze());
    }
    boolean urgent = trouble.severity() == Severity.CRITICAL && !trouble.acked();
    return urgent && trouble.goesOn() ? round.now.plus(round.policy.escalateAfter()) : null;
  }

  private static Message message(
      Trouble trouble,
      Severity severity,
      String kind,
      Instant at,
      String title,
      String text,
      boolean resolved) {
    return new Message(
        trouble.thread(),
        !trouble.told(),
        trouble.incident(),
        severity,
        kind,
        trouble.service(),
        trouble.host(),
        at,
        title,
        text,
        resolved);
  }

  private static String word(String kind, Severity severity) {
    return severity == Severity.CRITICAL ? kind + "!" : kind;
  }

  private static String text(String first, List<String> notes, String advice) {
    List<String> lines = new ArrayList<>();
    lines.add(first);
    lines.addAll(notes);
    if (!advice.isEmpty()) {
      lines.add(advice);
    }
    return String.join("\n", lines);
  }
}
