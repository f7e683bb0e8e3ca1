package io.piha.engine;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Takes a request's fields out of its JSON object and collects what is wrong with them. */
final class RequestFields {

  private static final int LONGEST_WORD = 128;
  private static final int LONGEST_TEXT = 1000;
  private static final Duration LONGEST_UNTIL = Duration.ofDays(366);
  private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");

  private final JsonNode json;
  private final List<String> wrong = new ArrayList<>();

  RequestFields(JsonNode json) {
    this.json = json;
  }

  /** Everything that is wrong, as one text; empty when nothing is. */
  String wrong() {
    return String.join("; ", wrong);
  }

  void wrong(String what) {
    wrong.add(what);
  }

  /** A name: short, not blank, without control characters. */
  Optional<String> word(String name) {
    Optional<String> text = text(name, LONGEST_WORD);
    if (text.isPresent() && text.get().chars().anyMatch(Character::isISOControl)) {
      wrong(name + " contains control characters");
      return Optional.empty();
    }
    return text.filter(each -> !each.isBlank());
  }

  /** A sentence; control characters become spaces, so that a log line stays one line. */
  Optional<String> text(String name) {
    return text(name, LONGEST_TEXT).map(text -> text.replaceAll("\\p{Cntrl}", " ").strip());
  }

  private Optional<String> text(String name, int longest) {
    JsonNode value = present(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isString()) {
      wrong(name + " must be a text");
      return Optional.empty();
    }
    if (value.stringValue().length() > longest) {
      wrong(name + " is longer than " + longest + " characters");
      return Optional.empty();
    }
    return Optional.of(value.stringValue());
  }

  boolean flag(String name) {
    JsonNode value = present(name);
    if (value == null) {
      return false;
    }
    if (!value.isBoolean()) {
      wrong(name + " must be true or false");
      return false;
    }
    return value.booleanValue();
  }

  OptionalLong count(String name) {
    JsonNode value = present(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      wrong(name + " must be a whole number, 0 or more");
      return OptionalLong.empty();
    }
    return OptionalLong.of(value.longValue());
  }

  String service(String askedOn) {
    String named = word("service").orElse("");
    if (askedOn.isEmpty() && named.isEmpty()) {
      wrong("service is missing");
    } else if (!askedOn.isEmpty() && !named.isEmpty() && !named.equals(askedOn)) {
      wrong("names service " + quote(named) + ", but was asked on " + askedOn);
    }
    return askedOn.isEmpty() ? named : askedOn;
  }

  /** {@code operator:NAME}; nobody can call himself {@code control} or {@code host:…}. */
  String operator(String name) {
    String text = word(name).orElse("unknown");
    return text.startsWith("operator:") ? text : "operator:" + text;
  }

  /** {@code until}: how long ({@code 30m}), or up to when (RFC 3339). */
  Optional<Duration> until(Instant now) {
    Optional<String> text = word("until");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Duration> read = length(text.get()).or(() -> timeLeft(text.get(), now));
    if (read.isEmpty()) {
      wrong("until must be a duration such as 30m or a time such as 2026-03-01T04:00:00Z");
    } else if (!read.get().isPositive()) {
      wrong("until is already over");
    } else if (read.get().compareTo(LONGEST_UNTIL) > 0) {
      wrong("until is more than " + LONGEST_UNTIL.toDays() + " days away");
    }
    return read;
  }

  private static Optional<Duration> length(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2);
    return Optional.of(
        switch (unit) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        });
  }

  private static Optional<Duration> timeLeft(String text, Instant now) {
    try {
      return Optional.of(Duration.between(now, OffsetDateTime.parse(text).toInstant()));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private @Nullable JsonNode present(String name) {
    JsonNode value = json.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /** Someone else's words, short enough and plain enough to be repeated in an answer. */
  static String quote(String text) {
    return "\"" + brief(text) + "\"";
  }

  static String brief(@Nullable String text) {
    String plain = text == null ? "" : text.replaceAll("\\p{Cntrl}", " ");
    return plain.length() <= 80 ? plain : plain.substring(0, 80) + "…";
  }
}
