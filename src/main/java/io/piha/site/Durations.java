package io.piha.site;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as the configuration and the commands write them: {@code 500ms}, {@code 30s}, {@code
 * 5m}, {@code 24h}, {@code 2d}.
 */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,15})(ms|s|m|h|d)");

  /** Ten years; what is longer is a slip of the pen. */
  static final Duration LONGEST = Duration.ofDays(3650);

  private Durations() {}

  /**
   * Reads a whole number with its unit.
   *
   * @return nothing when it is not of that form, or longer than ten years
   */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    long millis =
        switch (matcher.group(2)) {
          case "ms" -> 1L;
          case "s" -> 1_000L;
          case "m" -> 60_000L;
          case "h" -> 3_600_000L;
          default -> 86_400_000L;
        };
    return count > LONGEST.toMillis() / millis
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(count * millis));
  }

  /**
   * Writes a duration in the largest unit that gives a whole number, so that {@link #parse} gives
   * it back (a single day is {@code 24h}); what is finer than a millisecond is dropped.
   */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    }
    if (millis % 86_400_000 == 0 && millis > 86_400_000) {
      return millis / 86_400_000 + "d";
    }
    if (millis % 3_600_000 == 0) {
      return millis / 3_600_000 + "h";
    }
    if (millis % 60_000 == 0) {
      return millis / 60_000 + "m";
    }
    return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
  }
}
