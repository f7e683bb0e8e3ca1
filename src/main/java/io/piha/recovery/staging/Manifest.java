package io.piha.recovery.staging;

import io.piha.arbiter.StagedSnapshot;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The small JSON file beside each snapshot that says what it is. Times are wall times. */
final class Manifest {

  static final int LONGEST = 16 * 1024;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Manifest() {}

  static String write(StagedSnapshot of) {
    Map<String, Object> fields = new java.util.LinkedHashMap<>();
    fields.put("id", of.id());
    fields.put("host", of.host());
    fields.put("kind", of.kind());
    fields.put("taken_at", of.takenAt().toString());
    fields.put("bytes", of.bytes());
    fields.put("sha256", of.sha256());
    fields.put("verified", of.verified());
    fields.put("note", of.note());
    return JSON.writeValueAsString(fields) + "\n";
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static StagedSnapshot read(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("longer than " + LONGEST + " characters");
    }
    try {
      JsonNode json = JSON.readTree(text);
      String sha256 = word(json, "sha256");
      long bytes = json.path("bytes").isIntegralNumber() ? json.path("bytes").asLong(-1) : -1;
      if (!sha256.matches("[0-9a-f]{64}") || bytes < 0 || !json.path("verified").isBoolean()) {
        throw new IllegalArgumentException("sha256, bytes or verified is missing or wrong");
      }
      return new StagedSnapshot(
          word(json, "id"),
          word(json, "host"),
          word(json, "kind"),
          Instant.parse(word(json, "taken_at")),
          bytes,
          sha256,
          json.path("verified").booleanValue(),
          json.path("note").isString() ? json.path("note").stringValue() : "");
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("taken_at is no time", e);
    }
  }

  private static String word(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isString() || value.stringValue().isBlank()) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value.stringValue();
  }
}
