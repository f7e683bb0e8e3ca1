package io.piha.console.audit;

import io.piha.arbiter.Severity;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import io.piha.journal.AuditJson;
import io.piha.journal.AuditRecord;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A record as a line of the list.
 *
 * @param written the record itself
 */
public record AuditLine(AuditRecord written, String clock, String kind, String text, Tone tone) {

  static AuditLine of(AuditRecord written, Words words) {
    var entry = written.entry();
    String author = entry.by().startsWith("operator:") ? entry.by().substring(9) : null;
    String text =
        Stream.of(entry.host(), author, entry.reason())
            .filter(Objects::nonNull)
            .filter(part -> !part.isBlank())
            .collect(Collectors.joining(" · "));
    return new AuditLine(
        written, words.clock(written.at()), entry.kind().word(), text, tone(entry.severity()));
  }

  private static Tone tone(Severity severity) {
    return switch (severity) {
      case INFO -> Tone.QUIET;
      case WARNING -> Tone.NOTICE;
      case CRITICAL -> Tone.BAD;
    };
  }

  long id() {
    return written.id();
  }

  /** All that can be searched for, in lower case. */
  String haystack() {
    return (clock + " " + text + " " + AuditJson.line(written)).toLowerCase(Locale.ROOT);
  }
}
