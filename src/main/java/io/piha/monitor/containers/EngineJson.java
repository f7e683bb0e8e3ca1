package io.piha.monitor.containers;

import io.piha.arbiter.ContainerReading;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Reads what engines write. Unknown fields are passed over, as the API asks of its clients. */
final class EngineJson {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final int LONGEST = 160;

  private EngineJson() {}

  /**
   * The state of one container, from {@code /containers/NAME/json}.
   *
   * @throws IOException when it is no such answer; its message says where
   */
  static ContainerReading inspected(String json) throws IOException {
    JsonNode state = tree(json).path("State");
    if (!state.path("Status").isString()) {
      throw new IOException("the engine's answer has no State.Status");
    }
    JsonNode health = state.path("Health");
    String verdict = word(health.path("Status").asString(""));
    return new ContainerReading(
        word(state.path("Status").asString("")),
        verdict.equals("none") ? "" : verdict,
        verdict.equals("unhealthy") ? lastOutput(health) : "",
        state.path("ExitCode").asInt(0),
        state.path("OOMKilled").asBoolean(false),
        brief(state.path("StartedAt").asString("")),
        tree(json).path("RestartCount").asLong(0),
        brief(state.path("Error").asString("")));
  }

  private static String lastOutput(JsonNode health) {
    JsonNode log = health.path("Log");
    JsonNode last = log.isArray() && !log.isEmpty() ? log.get(log.size() - 1) : log;
    String said = brief(last.path("Output").asString(""));
    int code = last.path("ExitCode").asInt(0);
    String failed = code == 0 ? "" : "its check ended with " + code;
    return said.isEmpty() ? failed : failed.isEmpty() ? said : failed + ": " + said;
  }

  /** An engine's reason for an error; its first words when it is no JSON. */
  static String message(String body) {
    try {
      String message = tree(body).path("message").asString("");
      return brief(message.isEmpty() ? body : message);
    } catch (IOException e) {
      return brief(body);
    }
  }

  /**
   * The container that one line of {@code /events} is about.
   *
   * <p>Podman says {@code died} to its filter and {@code die} in the event, so no filter is used;
   * what a health check does inside a container is passed over, for it happens all the time.
   */
  static Optional<String> eventOf(String line) {
    try {
      JsonNode event = tree(line);
      String type = event.path("Type").asString("container");
      String action =
          event.path("Action").asString(event.path("status").asString("")).toLowerCase(Locale.ROOT);
      String name = event.path("Actor").path("Attributes").path("name").asString("");
      boolean routine = action.startsWith("exec_") || action.isEmpty() || action.equals("top");
      return routine || !type.equals("container") || name.isEmpty()
          ? Optional.empty()
          : Optional.of(name);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static JsonNode tree(String json) throws IOException {
    try {
      JsonNode tree = MAPPER.readTree(json);
      if (tree == null || !tree.isObject()) {
        throw new IOException("the engine's answer is no JSON object");
      }
      return tree;
    } catch (JacksonException e) {
      throw new IOException(
          "the engine's answer is no JSON: "
              + brief(e.getOriginalMessage())
              + " at line "
              + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()),
          e);
    }
  }

  private static String word(String text) {
    return brief(text).toLowerCase(Locale.ROOT);
  }

  /** Outside text on one line and of bounded length. */
  static String brief(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line;
  }
}
