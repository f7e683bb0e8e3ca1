package io.piha.leadership;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The top-level fields of one JSON object, read once and asked for by name and type. What is nested
 * is read past; an absent field and one that is {@code null} are the same.
 */
final class Fields {
  /** Stands for an object or a list: present, but of no type that is ever asked for. */
  private static final Object NESTED = new Object();

  private final Map<String, Object> values;

  private Fields(Map<String, Object> values) {
    this.values = values;
  }

  /** Reads a whole payload. */
  static Fields read(JsonFactory json, byte[] payload) throws UnreadableException {
    Map<String, Object> values = new LinkedHashMap<>();
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), payload)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadableException("not a JSON object");
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        Object value = value(parser, parser.nextToken());
        if (value != null) {
          values.put(name, value);
        }
      }
      if (parser.nextToken() != null) {
        throw new UnreadableException("something follows the JSON object");
      }
    } catch (JacksonException e) {
      throw new UnreadableException(words(e));
    }
    return new Fields(values);
  }

  /** Where a parser stopped; not what stands there, which may be a key in the wrong place (S18). */
  static String words(JacksonException e) {
    var at = e.getLocation();
    return "not valid JSON"
        + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr());
  }

  private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token) {
    if (token == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return parser.getLongValue();
    } else if (token == JsonToken.VALUE_STRING) {
      return parser.getString();
    } else if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return token == JsonToken.VALUE_TRUE;
    } else if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
      parser.skipChildren();
    }
    return NESTED;
  }

  /** Whether the field is there and not null. */
  boolean has(String name) {
    return values.containsKey(name);
  }

  /** A text, stripped; empty when the field is absent. */
  String text(String name, int limit) throws UnreadableException {
    Object value = values.get(name);
    if (value == null) {
      return "";
    }
    if (!(value instanceof String text)) {
      throw new UnreadableException("\"" + name + "\" is not a text");
    }
    if (text.length() > limit) {
      throw new UnreadableException("\"" + name + "\" is longer than " + limit + " characters");
    }
    return text.strip();
  }

  /** A text, or a whole number as text: how people write ids. */
  String textOrNumber(String name, int limit) throws UnreadableException {
    return values.get(name) instanceof Long number ? number.toString() : text(name, limit);
  }

  /** A whole number. */
  OptionalLong number(String name) throws UnreadableException {
    Object value = values.get(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (!(value instanceof Long number)) {
      throw new UnreadableException("\"" + name + "\" is not a whole number");
    }
    return OptionalLong.of(number);
  }

  /** An epoch: a whole number from 0 to 2^53−1. */
  OptionalLong epoch() throws UnreadableException {
    OptionalLong epoch = number("epoch");
    if (epoch.isPresent()) {
      checkEpoch(epoch.getAsLong());
    }
    return epoch;
  }

  static void checkEpoch(long epoch) throws UnreadableException {
    if (epoch < 0 || epoch > Limits.EPOCH) {
      throw new UnreadableException("epoch " + epoch + " is not between 0 and 2^53-1");
    }
  }

  /** A flag; false when absent. */
  boolean flag(String name) throws UnreadableException {
    Object value = values.get(name);
    if (value == null) {
      return false;
    }
    if (!(value instanceof Boolean flag)) {
      throw new UnreadableException("\"" + name + "\" is neither true nor false");
    }
    return flag;
  }

  /** A text or a number, as it came. */
  Optional<Object> raw(String name) {
    return Optional.ofNullable(values.get(name));
  }
}
