package io.piha.console.overview;

import io.piha.console.kit.Spans;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot.Freeze;
import java.time.Duration;
import java.time.Instant;

/**
 * The freeze switch and what stands beside it.
 *
 * @param detail author and end while frozen; empty otherwise
 */
record FreezeFace(boolean known, boolean frozen, String detail) {

  static FreezeFace unknown(Words words) {
    return new FreezeFace(false, false, words.say("freeze.unknown"));
  }

  static FreezeFace of(Freeze freeze, Instant now, Words words) {
    return freeze.frozen()
        ? new FreezeFace(true, true, detail(freeze, now, words))
        : new FreezeFace(true, false, "");
  }

  private static String detail(Freeze freeze, Instant now, Words words) {
    String author = freeze.by().startsWith("operator:") ? freeze.by().substring(9) : freeze.by();
    String end =
        freeze
            .until()
            .map(
                at ->
                    words.say(
                        "freeze.until",
                        words.moment(at, now),
                        Spans.left(Duration.between(now, at))))
            .orElseGet(() -> words.say("freeze.open"));
    String since =
        freeze
            .since()
            .map(at -> words.say("freeze.since", Spans.words(Duration.between(at, now))))
            .orElse("");
    String who = words.say("freeze.by", author);
    String reason = freeze.reason().isBlank() ? "" : "“" + freeze.reason() + "”";
    return java.util.stream.Stream.of(who, reason, since, end)
        .filter(part -> !part.isBlank())
        .collect(java.util.stream.Collectors.joining(" · "));
  }
}
