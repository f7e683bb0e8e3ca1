package io.piha.leadership;

import java.util.Arrays;
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
 * @param leased whether it names the term of a lease
 * @param startedAt when its author started, as written; empty where it does not say
 * @param at when it was written, as written; empty where it does not say
 */
record StatusGlance(String id, String role, boolean leased, String startedAt, String at) {

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

  /**
   * The same document without anything but who speaks, for where the whole is too long.
   *
   * @return as it was when it does not begin with that
   */
  static byte[] alone(JsonFactory json, byte[] status) {
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), status)) {
      if (parser.nextToken() != JsonToken.START_OBJECT
          || !"control".equals(parser.nextName())
          || parser.nextToken() != JsonToken.START_OBJECT) {
        return status;
      }
      parser.skipChildren();
      int end = (int) parser.currentLocation().getByteOffset();
      byte[] head = Arrays.copyOf(status, end + 1);
      head[end] = '}';
      return head;
    } catch (JacksonException e) {
      return status;
    }
  }

  private static Optional<StatusGlance> control(JsonParser parser) {
    String id = "";
    String role = "";
    String startedAt = "";
    String at = "";
    boolean leased = false;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.VALUE_STRING && parser.getStringLength() <= Limits.ID) {
        switch (name) {
          case "id" -> id = parser.getString();
          case "role" -> role = parser.getString();
          case "started_at" -> startedAt = parser.getString();
          case "at", "said_at" -> at = parser.getString();
          default -> {
            // of no concern here
          }
        }
      } else {
        leased = leased || (name.equals("term") && token == JsonToken.VALUE_NUMBER_INT);
        parser.skipChildren();
      }
    }
    return id.isEmpty() || role.isEmpty()
        ? Optional.empty()
        : Optional.of(new StatusGlance(id, role, leased, startedAt, at));
  }
}
