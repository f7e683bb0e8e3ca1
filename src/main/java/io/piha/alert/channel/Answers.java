package io.piha.alert.channel;

import io.piha.alert.rules.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What HTTP answers mean to a sender. */
public final class Answers {

  /** Worth another try besides 5xx: time-out, too early, too many. */
  private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429);

  /** Longer than this nobody is left alone, whatever they ask for. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private Answers() {}

  public static Receipt usual(Format.Answer answer) {
    if (answer.success()) {
      return new Receipt.Taken();
    }
    return refusal(answer, answer.retryAfter().flatMap(Answers::seconds));
  }

  public static Receipt refusal(Format.Answer answer, Optional<Duration> after) {
    String why = "answered " + answer.code() + said(answer.body());
    if (answer.code() >= 500 || TRANSIENT.contains(answer.code())) {
      return new Receipt.Later(
          why, after.map(each -> each.compareTo(LONGEST) > 0 ? LONGEST : each));
    }
    return answer.code() >= 300 && answer.code() < 400
        ? new Receipt.Never(why + "; redirects are not followed, write the address it means")
        : new Receipt.Never(why);
  }

  /** A few words of what was answered, without line breaks. */
  public static String said(String body) {
    String words = body.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return words.isEmpty() ? "" : ": " + Message.cut(words, 200);
  }

  /** The answer's JSON; a missing node where it is none. */
  static JsonNode json(String body) {
    try {
      return Format.JSON.readTree(body);
    } catch (JacksonException e) {
      return Format.JSON.missingNode();
    }
  }

  /** Seconds in a JSON field. */
  static Optional<Duration> wait(JsonNode seconds) {
    double value = seconds.asDouble(-1);
    return value > 0 && value < 1e7
        ? Optional.of(Duration.ofMillis((long) (value * 1000)))
        : Optional.empty();
  }

  /** Retry-After in its form of seconds (RFC 9110, 10.2.3). */
  private static Optional<Duration> seconds(String header) {
    try {
      long value = Long.parseLong(header.strip());
      return value >= 0 && value < 10_000_000
          ? Optional.of(Duration.ofSeconds(value))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The other form of Retry-After, a date, as seconds from now. */
  static Optional<String> plainRetry(Optional<String> header, Instant now) {
    return header.map(
        each -> {
          try {
            Instant at =
                ZonedDateTime.parse(each.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return Long.toString(Math.max(0, Duration.between(now, at).toSeconds()));
          } catch (DateTimeParseException e) {
            return each;
          }
        });
  }
}
