package io.piha.journal;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads one JSON object strictly: no key twice, nothing after it, whole numbers as Long. */
final class JsonText {
  /** No line of ours comes near; a longer one is not read into memory. */
  static final int LONGEST_LINE = 4 << 20;

  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * The fields of an object, nested values as Map, List, String, Long, Double, Boolean or null.
   *
   * @throws IllegalArgumentException when the text is anything else, with the reason
   */
  Map<String, @Nullable Object> object(String text) {
    try {
      if (mapper.readValue(text, Object.class) instanceof Map<?, ?> map) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        map.forEach((key, value) -> fields.put((String) key, plain(value)));
        return fields;
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException("not a JSON object");
  }

  /** A JSON number beyond 2^53 means a double, however it is spelt (RFC 8785, section 3.2.2.3). */
  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Integer whole -> whole.longValue();
      case Long whole when Math.abs((double) whole) > CanonicalJson.LARGEST_SAFE ->
          whole.doubleValue();
      case BigInteger whole -> whole.doubleValue();
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        map.forEach((key, each) -> fields.put((String) key, plain(each)));
        yield fields;
      }
      case List<?> list -> {
        List<@Nullable Object> values = new ArrayList<>(list.size());
        list.forEach(each -> values.add(plain(each)));
        yield values;
      }
      default -> value;
    };
  }

  static String text(Map<String, @Nullable Object> fields, String name) {
    String text = textOrNull(fields, name);
    if (text == null) {
      throw new IllegalArgumentException("the field \"" + name + "\" is missing");
    }
    return text;
  }

  static @Nullable String textOrNull(Map<String, @Nullable Object> fields, String name) {
    return switch (fields.get(name)) {
      case null -> null;
      case String text -> text;
      default -> throw new IllegalArgumentException("\"" + name + "\" is no text");
    };
  }

  static long whole(Map<String, @Nullable Object> fields, String name) {
    Long whole = wholeOrNull(fields, name);
    if (whole == null) {
      throw new IllegalArgumentException("the field \"" + name + "\" is missing");
    }
    return whole;
  }

  static @Nullable Long wholeOrNull(Map<String, @Nullable Object> fields, String name) {
    return switch (fields.get(name)) {
      case null -> null;
      case Long whole -> whole;
      default -> throw new IllegalArgumentException("\"" + name + "\" is no whole number");
    };
  }

  static Instant time(Map<String, @Nullable Object> fields, String name) {
    String text = text(fields, name);
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("\"" + name + "\" is no RFC 3339 time: " + text, e);
    }
  }

  static Map<String, @Nullable Object> object(Map<String, @Nullable Object> fields, String name) {
    Map<String, @Nullable Object> found = new LinkedHashMap<>();
    switch (fields.get(name)) {
      case null -> {}
      case Map<?, ?> map -> map.forEach((key, value) -> found.put((String) key, value));
      default -> throw new IllegalArgumentException("\"" + name + "\" is no object");
    }
    return found;
  }
}
