package io.piha.alert.rules;

import java.time.Duration;
import java.time.Instant;

/** Lengths of time in words. */
public final class Spans {

  private Spans() {}

  static String words(Instant from, Instant to) {
    return words(Duration.between(from, to));
  }

  /** {@code 73 s}, {@code 2 min 43 s}, {@code 3 h 5 min}, {@code 4 d 2 h}. */
  public static String words(Duration span) {
    long seconds = Math.max(0, (span.toMillis() + 500) / 1000);
    if (seconds < 100) {
      return seconds + " s";
    }
    if (seconds < 7_200) {
      return two(seconds / 60, " min", seconds % 60, " s");
    }
    return seconds < 172_800
        ? two(seconds / 3_600, " h", seconds % 3_600 / 60, " min")
        : two(seconds / 86_400, " d", seconds % 86_400 / 3_600, " h");
  }

  private static String two(long large, String unit, long small, String smallUnit) {
    return small == 0 ? large + unit : large + unit + " " + small + smallUnit;
  }
}
