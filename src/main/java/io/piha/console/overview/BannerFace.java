package io.piha.console.overview;

import io.piha.console.kit.Live;
import io.piha.console.kit.Sign;
import io.piha.console.kit.Spans;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot.Next;
import io.piha.engine.Snapshot.ServiceView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The sentence of truth and what stands under it.
 *
 * @param missing the pieces that are missing for protection; empty when protected, and while the
 *     engine is at work, when what it does matters and not what it could not do a second time
 */
record BannerFace(
    Sign sign, Tone tone, String sentence, String subline, boolean safe, String missing) {

  private static final Set<String> UNDER_WAY =
      Set.of("suspect", "recovering", "promoting", "maintenance", "failing_back");

  /** Before the first picture. */
  static BannerFace waiting(Words words) {
    return new BannerFace(Sign.UNKNOWN, Tone.QUIET, words.say("overview.waiting"), "", true, "");
  }

  /** A site without services. */
  static BannerFace empty(Words words) {
    return new BannerFace(
        Sign.UNKNOWN,
        Tone.QUIET,
        words.say("overview.empty"),
        words.say("overview.empty.hint"),
        true,
        "");
  }

  static BannerFace of(ServiceView service, Live live, Words words) {
    var now = live.now();
    return new BannerFace(
        sign(service),
        tone(service.phase()),
        service.why(),
        subline(service, now, words),
        service.protectedNow(),
        UNDER_WAY.contains(service.phase())
            ? ""
            : String.join(" · ", service.unprotectedBecause()));
  }

  /** How a phase feels. */
  static Tone tone(String phase) {
    return switch (phase) {
      case "normal" -> Tone.LEADING;
      case "conflict", "leaderless", "blind" -> Tone.BAD;
      default -> Tone.NOTICE;
    };
  }

  private static Sign sign(ServiceView service) {
    return switch (service.phase()) {
      case "normal", "failed_over" -> Sign.LEADER;
      case "maintenance", "failing_back" -> Sign.PLANNED;
      case "conflict", "leaderless" -> Sign.DOWN;
      case "blind" -> Sign.UNKNOWN;
      default -> Sign.RECOVERING;
    };
  }

  private static String subline(ServiceView service, Instant now, Words words) {
    List<String> parts = new ArrayList<>();
    parts.add(service.name());
    parts.add(words.sayOr("phase." + service.phase(), service.phase()));
    parts.add(words.say("overview.epoch", Long.toString(service.epoch())));
    service
        .leader()
        .flatMap(_ -> service.leadsSince())
        .ifPresent(at -> parts.add(words.say("overview.since", words.moment(at, now))));
    parts.add(
        Stream.concat(service.next().stream(), service.queue().stream())
            .findFirst()
            .map(next -> next(next, now, words))
            .orElseGet(() -> words.say("overview.nothing.planned")));
    return String.join(" · ", parts);
  }

  /** A planned action with its countdown. */
  static String next(Next next, Instant now, Words words) {
    String act =
        words
            .find("next." + next.action(), next.host())
            .orElseGet(() -> (next.action().replace('_', ' ') + " " + next.host()).strip());
    var left = Duration.between(now, next.at());
    return left.isPositive()
        ? words.say("overview.next", act, Spans.left(left))
        : words.say("overview.next.now", act);
  }
}
