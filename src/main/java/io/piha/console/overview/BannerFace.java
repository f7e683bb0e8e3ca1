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
import java.util.stream.Collectors;

/**
 * The sentence of truth and what stands under it.
 *
 * @param missing the pieces that are missing for protection; empty when protected
 */
record BannerFace(
    Sign sign, Tone tone, String sentence, String subline, boolean safe, String missing) {

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
        service.unprotectedBecause().stream().collect(Collectors.joining(" · ")));
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
        service
            .next()
            .map(next -> next(next, now, words))
            .orElseGet(() -> words.say("overview.nothing.planned")));
    return String.join(" · ", parts);
  }

  /** A planned action with its countdown. */
  static String next(Next next, Instant now, Words words) {
    String action = words.sayOr("action." + next.action(), next.action().replace('_', ' '));
    var left = Duration.between(now, next.at());
    return left.isPositive()
        ? words.say("overview.next", action, next.host(), Spans.left(left))
        : words.say("overview.next.now", action, next.host());
  }
}
