package io.piha.console.timeline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The stretch of time that is in sight, from its first to its last moment.
 *
 * @param from left edge
 * @param to right edge
 */
public record Axis(Instant from, Instant to) {

  static final Duration SHORTEST = Duration.ofSeconds(10);
  static final Duration LONGEST = Duration.ofDays(2 * 366);

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long[] STEPS = {
    1,
    2,
    5,
    10,
    15,
    30,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY,
    28 * DAY,
    91 * DAY,
    182 * DAY
  };

  /** A stretch that ends at a moment; too short or too long ones are made to fit. */
  static Axis until(Instant to, Duration span) {
    return new Axis(to.minus(fit(span)), to);
  }

  Duration span() {
    return Duration.between(from, to);
  }

  /** Where a moment lies, 0 at the left edge, the width at the right one. */
  double x(Instant moment, double width) {
    return x(moment.toEpochMilli(), width);
  }

  double x(long millis, double width) {
    double share = (double) (millis - from.toEpochMilli()) / Math.max(1, span().toMillis());
    return share * width;
  }

  /** Which moment lies there. */
  Instant at(double x, double width) {
    return from.plusMillis((long) (x / Math.max(1, width) * span().toMillis()));
  }

  /**
   * Closer or further.
   *
   * @param factor below 1 is closer
   * @param anchor the moment that stays where it is
   */
  Axis zoom(double factor, Instant anchor) {
    Duration span = fit(Duration.ofMillis((long) (span().toMillis() * factor)));
    double share =
        (double) Duration.between(from, anchor).toMillis() / Math.max(1, span().toMillis());
    Instant start = anchor.minusMillis((long) (share * span.toMillis()));
    return new Axis(start, start.plus(span));
  }

  /** The same stretch, later or, by a negative time, earlier. */
  Axis pan(Duration by) {
    return new Axis(from.plus(by), to.plus(by));
  }

  /** Moved no further than needed so that a moment is in sight. */
  Axis showing(Instant moment) {
    if (moment.isBefore(from)) {
      return pan(Duration.between(from, moment));
    }
    return moment.isAfter(to) ? pan(Duration.between(to, moment)) : this;
  }

  /** The distance between two labels, when so many fit at most. */
  Duration step(int labels) {
    long least = Math.max(1, span().toSeconds() / Math.max(1, labels));
    for (long step : STEPS) {
      if (step >= least) {
        return Duration.ofSeconds(step);
      }
    }
    return Duration.ofDays(364);
  }

  /** Round moments of the operator's clock, one each step. */
  List<Instant> rounds(Duration step, ZoneId zone) {
    var rounds = new ArrayList<Instant>();
    LocalDate day = from.atZone(zone).toLocalDate();
    if (step.compareTo(Duration.ofDays(1)) >= 0) {
      long days = step.toDays();
      LocalDate next = LocalDate.ofEpochDay(Math.floorDiv(day.toEpochDay(), days) * days);
      for (Instant at = start(next, zone); !at.isAfter(to); at = start(next, zone)) {
        add(rounds, at);
        next = next.plusDays(days);
      }
      return rounds;
    }
    long seconds = step.toSeconds();
    // Aligned anew each midnight, so that a change to summer time moves no label off the hour.
    for (; !start(day, zone).isAfter(to); day = day.plusDays(1)) {
      Instant end = start(day.plusDays(1), zone);
      Instant begin = start(day, zone);
      long skip = Math.max(0, Duration.between(begin, from).toSeconds() / seconds);
      for (Instant at = begin.plusSeconds(seconds * skip);
          at.isBefore(end) && !at.isAfter(to);
          at = at.plusSeconds(seconds)) {
        add(rounds, at);
      }
    }
    return rounds;
  }

  private void add(List<Instant> rounds, Instant at) {
    if (!at.isBefore(from)) {
      rounds.add(at);
    }
  }

  private static Instant start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }

  private static Duration fit(Duration span) {
    Duration least = span.compareTo(SHORTEST) < 0 ? SHORTEST : span;
    return least.compareTo(LONGEST) > 0 ? LONGEST : least;
  }
}
