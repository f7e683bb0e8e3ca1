package io.piha.sync;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code refs/piha/freeze} points at: a small JSON text that says who froze the mirror, why,
 * and until when. Its being there is the freeze.
 *
 * @param by who, as audit records say it
 * @param since wall time
 * @param until wall time; empty until somebody thaws it
 */
record FreezeNote(String by, String reason, Optional<Instant> since, Optional<Instant> until) {

  /** More than this is not read. */
  static final int MOST_BYTES = 16 * 1024;

  private static final int LONGEST = 500;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxStringLength(MOST_BYTES)
                          .maxNumberLength(40)
                          .build())
                  .build())
          .build();

  byte[] bytes() {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("by", by);
    json.put("reason", reason);
    json.put("since", since.map(Instant::toString).orElse(null));
    json.put("until", until.map(Instant::toString).orElse(null));
    return (json.toString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads what somebody else may have written. Never fails: a freeze whose note cannot be read is a
   * freeze all the same.
   */
  static FreezeNote read(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      return unreadable();
    }
    try {
      JsonNode json = MAPPER.readTree(bytes);
      if (!json.isObject()) {
        return unreadable();
      }
      return new FreezeNote(
          text(json, "by").orElse("somebody"),
          text(json, "reason").or(() -> text(json, "why")).orElse("no reason given"),
          time(json, "since"),
          time(json, "until"));
    } catch (JacksonException e) {
      return unreadable();
    }
  }

  private static FreezeNote unreadable() {
    return new FreezeNote(
        "somebody", "its note cannot be read", Optional.empty(), Optional.empty());
  }

  private static Optional<String> text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isString()) {
      return Optional.empty();
    }
    return Optional.of(Commits.plain(value.stringValue(), LONGEST)).filter(each -> !each.isEmpty());
  }

  private static Optional<Instant> time(JsonNode json, String name) {
    try {
      return text(json, name).map(each -> OffsetDateTime.parse(each).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
