package io.piha.console.overview;

import io.piha.console.kit.Spans;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot.PowerView;
import io.piha.journal.PowerChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a host drew in the last hour, for the small trace on its tile.
 *
 * @param steps oldest first; empty where there is nothing to tell
 * @param caption the same in a few words
 */
record DrawFace(List<Step> steps, String caption) {

  /** How far it looks back. */
  static final Duration SPAN = Duration.ofHours(1);

  /** Where nothing is known, or nothing ever changes. */
  static final DrawFace NONE = new DrawFace(List.of(), "");

  /** A small computer's draw, W: below it the scale does not shrink, or idling looked like work. */
  private static final double SCALE = 5;

  /** What came out of the port. */
  enum Gives {
    POWER,
    NOTHING,
    UNKNOWN
  }

  /**
   * A stretch in which nothing changed.
   *
   * @param from 0 at the beginning of the hour … 1 now
   * @param height 0 nothing … 1 the most of the hour
   */
  record Step(double from, double to, double height, Gives gives) {}

  /**
   * @param kept from the one in force when the hour began on
   * @param power as it reads now
   */
  static DrawFace of(List<PowerChange> kept, PowerView power, Instant now, Words words) {
    Instant begin = now.minus(SPAN);
    var all = new ArrayList<>(kept);
    all.add(new PowerChange(power.readAt().orElse(now), power.word(), power.watts()));
    double least = Double.MAX_VALUE;
    double most = 0;
    long dark = 0;
    for (int i = 0; i < all.size(); i++) {
      PowerChange each = all.get(i);
      if (each.word().equals("on") && each.watts().isPresent()) {
        least = Math.min(least, each.watts().getAsDouble());
        most = Math.max(most, each.watts().getAsDouble());
      }
      if (gives(each) == Gives.NOTHING) {
        dark += length(each, end(all, i, now), begin);
      }
    }
    if (most == 0 && dark == 0) {
      return NONE;
    }
    return new DrawFace(
        steps(all, begin, now, Math.max(SCALE, most)), caption(least, most, dark, words));
  }

  private static List<Step> steps(List<PowerChange> all, Instant begin, Instant now, double scale) {
    var steps = new ArrayList<Step>();
    for (int i = 0; i < all.size(); i++) {
      PowerChange each = all.get(i);
      double from = share(each.at(), begin);
      double to = share(end(all, i, now), begin);
      if (to > from) {
        // Where no watts are told, a line half way up says no more than that power came.
        double height = each.watts().orElse(scale / 2) / scale;
        steps.add(new Step(from, to, Math.clamp(height, 0, 1), gives(each)));
      }
    }
    return List.copyOf(steps);
  }

  private static String caption(double least, double most, long dark, Words words) {
    String drawn = "";
    if (most > 0) {
      String lower = words.tenths(least);
      String upper = words.tenths(most);
      drawn =
          lower.equals(upper)
              ? words.say("draw.steady", upper)
              : words.say("draw.range", lower, upper);
    }
    if (dark == 0) {
      return drawn;
    }
    String without = words.say("draw.dark", Spans.words(Duration.ofMillis(dark)));
    return drawn.isEmpty() ? without : drawn + " · " + without;
  }

  private static Gives gives(PowerChange change) {
    return switch (change.word()) {
      case "on" -> Gives.POWER;
      case "unknown" -> Gives.UNKNOWN;
      default -> Gives.NOTHING;
    };
  }

  private static Instant end(List<PowerChange> all, int place, Instant now) {
    Instant end = place + 1 < all.size() ? all.get(place + 1).at() : now;
    return end.isAfter(now) ? now : end;
  }

  private static long length(PowerChange change, Instant end, Instant begin) {
    Instant from = change.at().isBefore(begin) ? begin : change.at();
    return Math.max(0, Duration.between(from, end).toMillis());
  }

  private static double share(Instant at, Instant begin) {
    double millis = Duration.between(begin, at).toMillis();
    return Math.clamp(millis / SPAN.toMillis(), 0, 1);
  }
}
