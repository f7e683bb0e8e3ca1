package io.piha.console.dialog;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a refusal lasts, where its sentence says so. */
final class Wait {

  /** As the power guard ends its sentence: {@code … allowed again in 9 min 37 s (S4)}. */
  private static final Pattern AGAIN =
      Pattern.compile("again in (\\d+(?:\\.\\d)?) (d|h|min|s)\\b(?: (\\d+) (min|s)\\b)?");

  /** The sentence is rounded; asked too early, the same would come back. */
  private static final Duration ROUNDING = Duration.ofSeconds(1);

  private Wait() {}

  /** From when the sentence was said; empty when it names no time. */
  static Optional<Duration> in(String sentence) {
    Matcher found = AGAIN.matcher(sentence);
    if (!found.find()) {
      return Optional.empty();
    }
    Duration span = span(found.group(1), found.group(2));
    Duration rest = found.group(3) == null ? Duration.ZERO : span(found.group(3), found.group(4));
    return Optional.of(span.plus(rest).plus(ROUNDING));
  }

  private static Duration span(String count, String unit) {
    long seconds =
        switch (unit) {
          case "d" -> 86_400;
          case "h" -> 3_600;
          case "min" -> 60;
          default -> 1;
        };
    return Duration.ofMillis(Math.round(Double.parseDouble(count) * seconds * 1000));
  }
}
