package io.piha.poe.omada;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The controller's way to write a span: {@code 6day(s) 21h 4m 33s}, each part optional. */
final class OmadaTime {
  private static final Pattern SPAN =
      Pattern.compile(
          "(?:(\\d{1,6})\\s?day(?:\\(s\\)|s)?)?\\s?(?:(\\d{1,6})h)?\\s?(?:(\\d{1,6})m)?\\s?"
              + "(?:(\\d{1,9})s)?");

  private OmadaTime() {}

  static Optional<Duration> parse(String text) {
    Matcher parts = SPAN.matcher(text.strip());
    if (text.isBlank() || !parts.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(part(parts, 1))
            .plusHours(part(parts, 2))
            .plusMinutes(part(parts, 3))
            .plusSeconds(part(parts, 4)));
  }

  private static long part(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
  }
}
