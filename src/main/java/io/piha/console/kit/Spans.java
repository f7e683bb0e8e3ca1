package io.piha.console.kit;

import java.time.Duration;
import java.util.regex.Pattern;

/** How spans of time are written: always the same width class, so that figures do not jump. */
public final class Spans {

  private static final Pattern FIGURE = Pattern.compile("(\\d) (ms|s|min|h|d|W)\\b");

  private Spans() {}

  /** {@code 0:04}, {@code 2:07}, {@code 1:02:03}, {@code 3 d 04 h}; never negative. */
  public static String clock(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 3600) {
      return seconds / 60 + ":" + two(seconds % 60);
    }
    if (seconds < 86_400) {
      return seconds / 3600 + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60);
    }
    return seconds / 86_400 + " d " + two(seconds / 3600 % 24) + " h";
  }

  /** {@code 4 s}, {@code 2 min 7 s}, {@code 3 h 05 min}, {@code 2 d 3 h}; never negative. */
  public static String words(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      long rest = seconds % 60;
      return seconds / 60 + " min" + (rest == 0 ? "" : " " + rest + " s");
    }
    if (seconds < 86_400) {
      return seconds / 3600 + " h " + two(seconds / 60 % 60) + " min";
    }
    return seconds / 86_400 + " d " + seconds / 3600 % 24 + " h";
  }

  private static String two(long figure) {
    return figure < 10 ? "0" + figure : Long.toString(figure);
  }

  /**
   * {@code <1 min}, {@code 7 min}, {@code 3 h}, {@code 2 d}: for what may be read but not watched.
   */
  public static String coarse(Duration span) {
    if (span.toMinutes() < 1) {
      return "<1 min";
    }
    if (span.toHours() < 1) {
      return span.toMinutes() + " min";
    }
    return span.toDays() < 1 ? span.toHours() + " h" : span.toDays() + " d";
  }

  /** A sentence in which no line ends between a figure and its unit. */
  public static String unbroken(String sentence) {
    return FIGURE.matcher(sentence).replaceAll("$1\u00a0$2");
  }

  /** How long a thing has still to go, rounded up, so that zero means now. */
  public static String left(Duration span) {
    return clock(span.isPositive() ? span.plusMillis(999) : Duration.ZERO);
  }
}
