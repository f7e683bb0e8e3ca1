package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** How spans and lists are said in reasons. */
public final class Words {

  private Words() {}

  /**
   * A span as an operator reads it: {@code 0.4 s}, {@code 92 s}, {@code 2 min 7 s}, {@code 3 h}.
   */
  public static String span(Duration span) {
    long ms = Math.max(0, span.toMillis());
    if (ms < 950) {
      return tenths(ms) + " s";
    }
    if (ms < 9_950 && ms % 1000 >= 50) {
      return tenths(ms) + " s";
    }
    long seconds = (ms + 500) / 1000;
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7200) {
      return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
    }
    long minutes = seconds / 60;
    if (minutes < 48 * 60) {
      return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
    return minutes / (24 * 60) + " d";
  }

  private static String tenths(long ms) {
    long tenths = (ms + 50) / 100;
    return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10);
  }

  static String since(Instant then, Instant now) {
    return span(Duration.between(then, now));
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  static String list(Collection<String> items) {
    var parts = items.stream().toList();
    return switch (parts.size()) {
      case 0 -> "none";
      case 1 -> parts.getFirst();
      default -> String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
    };
  }
}
