package io.piha.alert.rules;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an event says, in the form in which it is told.
 *
 * @param begun when it really began, where the record knows: the silence of a host is noticed late
 */
record Fact(
    String kind,
    Severity severity,
    @Nullable String service,
    @Nullable String host,
    @Nullable Long incident,
    Instant at,
    Instant begun,
    String title,
    String text) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final int LONGEST_LINE = 300;

  static Fact of(Event.Recorded record) {
    Entry entry = record.entry();
    return new Fact(
        entry.kind().word(),
        entry.severity(),
        entry.service(),
        entry.host(),
        entry.detail().get("incident") instanceof Number number ? (Long) number.longValue() : null,
        record.at(),
        entry.detail().get("silence_s") instanceof Number silent
            ? record.at().minusSeconds(silent.longValue())
            : record.at(),
        Titles.of(entry),
        Message.cut(
            entry.by().equals(Entry.CONTROL)
                ? entry.reason()
                : entry.reason() + " (by " + entry.by() + ")",
            1_500));
  }

  static Fact of(Event.Noticed notice) {
    int end = notice.cause().indexOf(':');
    return new Fact(
        end < 0 ? notice.cause() : notice.cause().substring(0, end),
        notice.severity(),
        notice.service(),
        notice.host(),
        null,
        notice.at(),
        notice.at(),
        notice.title(),
        Message.cut(notice.text(), 1_500));
  }

  /** The control plane starts, and nobody had said that it stopped. */
  static Fact crashed(Event.Recorded started, @Nullable Instant last) {
    String gap =
        last == null || !last.isBefore(started.at())
            ? ""
            : " The last record before is " + Spans.words(last, started.at()) + " older.";
    return new Fact(
        Kind.CONTROL_STARTED.word(),
        Severity.WARNING,
        null,
        null,
        null,
        started.at(),
        started.at(),
        "the control plane had ended without a word",
        started.entry().reason() + ". Nobody watched the house in between." + gap);
  }

  /** Another control plane acts now. */
  static Fact takenOver(Event.TakenOver over, Severity severity, String why) {
    return new Fact(
        Kind.CONTROL_STARTED.word(),
        severity,
        null,
        null,
        null,
        over.at(),
        over.at(),
        "control plane " + over.by() + " has taken over",
        why);
  }

  /** One line of a story; times are UTC. */
  String line() {
    return TIME.format(at) + " " + Message.cut(text, LONGEST_LINE);
  }

  Trouble trouble(String thread, Cause cause, Instant tellAt) {
    return new Trouble(
        cause.key(),
        thread,
        incident,
        kind,
        severity,
        service,
        host,
        title,
        text,
        begun,
        Set.of(cause.part()),
        cause.under(),
        tellAt,
        Set.of(),
        List.of(),
        false,
        null,
        null,
        null);
  }
}
