package io.piha.demo;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as the contract's messages carry it. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int LONGEST = 64 * 1024;

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The object in the text; empty when the text is too long, not JSON, or not an object. */
  static Optional<JsonNode> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      JsonNode node = MAPPER.readTree(text);
      return node != null && node.isObject() ? Optional.of(node) : Optional.empty();
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  /** The text of a field; empty when it is missing or no text. */
  static Optional<String> text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
  }

  /** The epoch of a message; empty when it is missing or unreadable, as above 2^53-1. */
  static Optional<Long> epoch(JsonNode node) {
    JsonNode value = node.path("epoch");
    return value.isIntegralNumber() && value.canConvertToLong()
        ? Optional.of(value.longValue()).filter(epoch -> epoch >= 0 && epoch < 1L << 53)
        : Optional.empty();
  }
}
