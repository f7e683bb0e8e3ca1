package io.piha.leadership;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code until} of a request: {@code 2h}, a number of seconds, or an RFC 3339 time. */
final class Until {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Duration LONGEST = Duration.ofDays(366);

  private Until() {}

  /** How long from now. */
  static Duration read(Object value, Instant now) throws UnreadableException {
    Duration time =
        switch (value) {
          case Long seconds -> seconds(seconds);
          case String text -> text(text.strip(), now);
          default -> throw wrong(String.valueOf(value));
        };
    if (time.isNegative() || time.isZero()) {
      throw new UnreadableException("\"until\" is not in the future");
    }
    if (time.compareTo(LONGEST) > 0) {
      throw new UnreadableException("\"until\" is more than " + LONGEST.toDays() + " days away");
    }
    return time;
  }

  private static Duration seconds(long seconds) throws UnreadableException {
    if (seconds > LONGEST.toSeconds()) {
      throw new UnreadableException("\"until\" is more than " + LONGEST.toDays() + " days away");
    }
    return Duration.ofSeconds(Math.max(0, seconds));
  }

  private static Duration text(String text, Instant now) throws UnreadableException {
    Matcher matcher = DURATION.matcher(text);
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    }
    try {
      return Duration.between(now, OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      throw wrong(text);
    }
  }

  private static UnreadableException wrong(String text) {
    return new UnreadableException(
        "\"until\" is neither a duration such as 2h nor a time such as 2026-01-31T12:00:00Z: "
            + PlainText.shown(text));
  }
}
