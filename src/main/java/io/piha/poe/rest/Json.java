package io.piha.poe.rest;

import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what devices say in JSON; whatever is not there or of another kind is simply absent. */
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /** The document, or empty when the text is none. */
  public static Optional<JsonNode> read(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  static String write(Object document) {
    return MAPPER.writeValueAsString(document);
  }

  /** A text, number or truth as text; empty when absent, null or a structure. */
  public static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isValueNode() && !value.isNull() ? value.asString() : "";
  }

  /** A number, written as a number or as text such as {@code "4.7"}; devices mix both. */
  public static OptionalDouble number(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (value.isNumber()) {
      return OptionalDouble.of(value.asDouble());
    }
    try {
      return value.isString()
          ? finite(Double.parseDouble(value.asString().strip()))
          : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** A truth, written as one or as text. */
  public static Optional<Boolean> truth(JsonNode node, String field) {
    return switch (text(node, field)) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static OptionalDouble finite(double value) {
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
