package io.piha.console.audit;

import io.piha.arbiter.Kind;
import io.piha.journal.AuditFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which records are wanted; what is empty does not narrow.
 *
 * @param words all of them must be somewhere in the record
 * @param by its author, as records say it
 * @param within not older than this
 */
record Narrow(
    String words,
    Optional<String> service,
    Optional<String> host,
    Optional<Kind> kind,
    Optional<String> by,
    Optional<Duration> within) {

  static final Narrow NOT =
      new Narrow(
          "",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** What the store is asked; its text search knows one word, the longest narrows best. */
  AuditFilter filter(Instant now, int limit) {
    AuditFilter filter = AuditFilter.newestFirst(limit);
    filter = service.map(filter::service).orElse(filter);
    filter = host.map(filter::host).orElse(filter);
    filter = kind.map(filter::kind).orElse(filter);
    filter = by.map(filter::by).orElse(filter);
    filter = within.map(now::minus).map(filter::since).orElse(filter);
    AuditFilter narrowed = filter;
    return eachWord()
        .max(Comparator.comparingInt(String::length))
        .map(narrowed::text)
        .orElse(filter);
  }

  /** Whether a line passes. */
  boolean passes(AuditLine line, Instant now) {
    var entry = line.written().entry();
    return service.filter(it -> !it.equals(entry.service())).isEmpty()
        && host.filter(it -> !it.equals(entry.host())).isEmpty()
        && kind.filter(it -> it != entry.kind()).isEmpty()
        && by.filter(it -> !it.equals(entry.by())).isEmpty()
        && within.filter(it -> line.written().at().isBefore(now.minus(it))).isEmpty()
        && hasWords(line);
  }

  private boolean hasWords(AuditLine line) {
    if (words.isBlank()) {
      return true;
    }
    String all = line.haystack();
    return eachWord().allMatch(all::contains);
  }

  private Stream<String> eachWord() {
    return Arrays.stream(words.toLowerCase(Locale.ROOT).strip().split("\\s+", -1))
        .filter(word -> !word.isEmpty());
  }
}
