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
 * @param overdue it has lasted so long that somebody should ask whether it is still meant
 */
record FreezeFace(boolean known, boolean frozen, String detail, boolean overdue) {

  /** A freeze without an end is asked about after this time. */
  private static final Duration OPEN_ENDED = Duration.ofHours(4);

  /** One that ends by itself, after this. */
  private static final Duration ENDING = Duration.ofHours(24);

  static FreezeFace unknown(Words words) {
    return new FreezeFace(false, false, words.say("freeze.unknown"), false);
  }

  static FreezeFace of(Freeze freeze, Instant now, Words words) {
    return freeze.frozen()
        ? new FreezeFace(true, true, detail(freeze, now, words), overdue(freeze, now))
        : new FreezeFace(true, false, "", false);
  }

  private static boolean overdue(Freeze freeze, Instant now) {
    Duration patience = freeze.until().isPresent() ? ENDING : OPEN_ENDED;
    return freeze.since().filter(at -> at.plus(patience).isBefore(now)).isPresent();
  }

  private static String detail(Freeze freeze, Instant now, Words words) {
    String author = Words.person(freeze.by());
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
    String reminder = overdue(freeze, now) ? words.say("freeze.overdue") : "";
    return java.util.stream.Stream.of(who, reason, since, end, reminder)
        .filter(part -> !part.isBlank())
        .collect(java.util.stream.Collectors.joining(" · "));
  }
}
