package io.piha.poe.mikrotik;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RouterOS's way to write a span: {@code 1w2d3h4m5s}, each part optional. */
final class RouterTime {
  private static final Pattern SPAN =
      Pattern.compile(
          "(?:(\\d{1,5})w)?(?:(\\d{1,5})d)?(?:(\\d{1,5})h)?(?:(\\d{1,5})m)?(?:(\\d{1,9})s)?"
              + "(?:(\\d{1,9})ms)?");

  private RouterTime() {}

  static Optional<Duration> parse(String text) {
    Matcher parts = SPAN.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(7 * part(parts, 1) + part(parts, 2))
            .plusHours(part(parts, 3))
            .plusMinutes(part(parts, 4))
            .plusSeconds(part(parts, 5))
            .plusMillis(part(parts, 6)));
  }

  private static long part(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
  }
}
