package io.piha.engine;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * What stands beside the hosts, in the status document: {@code container_details}, {@code checks}.
 */
final class StatusSurroundings {

  private static final int LONGEST = 300;
  private static final int MOST = 1_000;

  private StatusSurroundings() {}

  static void write(JsonGenerator json, Surroundings beside) {
    json.writeObjectPropertyStart("container_details");
    for (Surroundings.ContainerView each : beside.containers()) {
      json.writeObjectPropertyStart(each.name());
      json.writeBooleanProperty("well", each.well());
      json.writeStringProperty("why", each.why());
      json.writeStringProperty("since", Rfc3339.text(each.since()));
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeArrayPropertyStart("checks");
    for (CheckView each : beside.checks()) {
      json.writeStartObject();
      json.writeStringProperty("kind", each.kind());
      json.writeStringProperty("name", each.name());
      json.writeStringProperty("said", each.said());
      json.writeStringProperty("level", each.level().name().toLowerCase(Locale.ROOT));
      json.writeStringProperty("remedy", each.remedy());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectPropertyStart("port_cuts");
    for (Map.Entry<String, Surroundings.Cut> each : new TreeMap<>(beside.cuts()).entrySet()) {
      json.writeObjectPropertyStart(each.getKey());
      json.writeStringProperty("at", Rfc3339.text(each.getValue().at()));
      json.writeStringProperty("by", each.getValue().by());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** The containers of the document, with their details where it has them. */
  static Surroundings read(JsonNode root, Surroundings named) {
    return new Surroundings(
        named.containers().stream()
            .map(each -> detailed(each, root.path("container_details").path(each.name())))
            .toList(),
        StatusReader.list(root.path("checks"), StatusSurroundings::check),
        cuts(root.path("port_cuts")));
  }

  private static Surroundings.ContainerView detailed(
      Surroundings.ContainerView named, JsonNode it) {
    return it.isObject()
        ? new Surroundings.ContainerView(
            named.name(),
            named.word(),
            cut(it.path("why").asString("")),
            time(it.path("since").asString(""), named.since()),
            it.path("well").asBoolean(false))
        : named;
  }

  private static Map<String, Surroundings.Cut> cuts(JsonNode all) {
    Map<String, Surroundings.Cut> cuts = new HashMap<>();
    for (Map.Entry<String, JsonNode> each : all.properties()) {
      Optional<Instant> at = StatusReader.time(each.getValue(), "at");
      if (at.isPresent() && cuts.size() < MOST) {
        String by = cut(each.getValue().path("by").asString(""));
        cuts.put(cut(each.getKey()), new Surroundings.Cut(at.get(), by));
      }
    }
    return cuts;
  }

  private static CheckView check(JsonNode it) {
    CheckView.Level level =
        switch (it.path("level").asString("")) {
          case "notice" -> CheckView.Level.NOTICE;
          case "bad" -> CheckView.Level.BAD;
          default -> CheckView.Level.QUIET;
        };
    return new CheckView(
        cut(it.path("kind").asString("")),
        cut(it.path("name").asString("")),
        cut(it.path("said").asString("")),
        level,
        cut(it.path("remedy").asString("")));
  }

  private static Instant time(String text, Instant otherwise) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return otherwise;
    }
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }
}
