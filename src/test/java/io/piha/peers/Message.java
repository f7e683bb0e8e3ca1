package io.piha.peers;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A message as mosquitto_sub saw it.
 *
 * @param at arrival, milliseconds of the wall clock
 * @param retained as the publisher said it
 * @param expiry seconds, or empty when it does not expire
 */
record Message(long at, String topic, boolean retained, int qos, String expiry, String text) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What {@link #read} takes: fields with a tab between, the payload in hexadecimal. */
  static final String FORMAT = "%t\t%r\t%q\t%E\t%x";

  static Message read(long at, String line) {
    List<String> parts = List.of(line.split("\t", -1));
    return new Message(
        at,
        parts.get(0),
        parts.get(1).equals("1"),
        Integer.parseInt(parts.get(2)),
        parts.get(3),
        new String(HexFormat.of().parseHex(parts.get(4)), StandardCharsets.UTF_8));
  }

  /** The payload as JSON; a missing node when it is not. */
  JsonNode json() {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }

  String field(String name) {
    return json().path(name).asString("");
  }

  long epoch() {
    return json().path("epoch").asLong(-1);
  }

  boolean isOrder(String cmd) {
    return topic.endsWith("/cmd") && epoch() >= 0 && field("cmd").equals(cmd);
  }

  boolean isState(String state) {
    return topic.endsWith("/state") && field("state").equals(state);
  }
}
