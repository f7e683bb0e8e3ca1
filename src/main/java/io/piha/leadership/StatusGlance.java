package io.piha.leadership;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Who published a status document, and as what. Reads no further than that.
 *
 * @param id the control plane's id
 * @param role {@code active}, {@code standby}, {@code lost} or {@code stopped}
 */
record StatusGlance(String id, String role) {

  static Optional<StatusGlance> read(JsonFactory json, byte[] payload) {
    if (payload.length == 0 || payload.length > Limits.STATUS) {
      return Optional.empty();
    }
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), payload)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken token = parser.nextToken();
        if (name.equals("control") && token == JsonToken.START_OBJECT) {
          return control(parser);
        }
        parser.skipChildren();
      }
      return Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static Optional<StatusGlance> control(JsonParser parser) {
    String id = "";
    String role = "";
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.VALUE_STRING && parser.getStringLength() <= Limits.ID) {
        if (name.equals("id")) {
          id = parser.getString();
        } else if (name.equals("role")) {
          role = parser.getString();
        }
      } else {
        parser.skipChildren();
      }
    }
    return id.isEmpty() || role.isEmpty()
        ? Optional.empty()
        : Optional.of(new StatusGlance(id, role));
  }
}
