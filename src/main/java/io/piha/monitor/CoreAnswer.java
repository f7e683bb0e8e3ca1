package io.piha.monitor;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Home Assistant Core says of itself, on {@code /api/}, {@code /api/core/state} or {@code
 * /api/config}.
 *
 * <p>Only a Core that runs is up. One that starts, or migrates its database, is neither up (it does
 * not lead a house yet) nor down (a cut would do harm): no verdict. One that stops, or runs in
 * recovery or safe mode, says itself that it is of no use: down.
 */
final class CoreAnswer {
  /** The words by which a probe knows a Core that starts, to count how long it has been at it. */
  static final String STARTING = "Core starting";

  private final JsonMapper json = JsonMapper.builder().build();

  Finding judge(Answer answer) {
    if (answer.cut()) {
      return Finding.down("answers, but not as Core's API");
    }
    JsonNode said = read(answer.text());
    if (said.path("recovery_mode").asBoolean(false)) {
      return Finding.down("recovery mode: the configuration is broken");
    }
    if (said.path("safe_mode").asBoolean(false)) {
      return Finding.down("safe mode");
    }
    if (said.path("state").isString()) {
      return state(said);
    }
    if (said.path("message").asString("").equals("API running.")) {
      return Finding.up("API running");
    }
    return Finding.down("answers, but not as Core's API");
  }

  private static Finding state(JsonNode said) {
    String state = said.path("state").asString("");
    JsonNode recorder = said.path("recorder_state");
    if (state.equals("RUNNING")) {
      return Finding.up("Core running");
    }
    if (recorder.path("migration_in_progress").asBoolean(false)
        && !recorder.path("migration_is_live").asBoolean(false)) {
      return Finding.unknown("Core migrates its database");
    }
    return switch (state) {
      case "NOT_RUNNING", "STARTING" -> Finding.unknown(STARTING);
      case "STOPPING", "FINAL_WRITE", "STOPPED" -> Finding.down("Core stopping");
      default -> Finding.down("Core says state " + Finding.brief(state, 40));
    };
  }

  /** The object that was sent; an empty one for anything else. */
  JsonNode read(String text) {
    try {
      JsonNode node = json.readTree(text);
      return node != null && node.isObject() ? node : json.createObjectNode();
    } catch (JacksonException unreadable) {
      return json.createObjectNode();
    }
  }
}
