package io.piha.engine;

import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** What stands beside the hosts, in the status document: {@code container_details}. */
final class StatusSurroundings {

  private static final int LONGEST = 300;

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
  }

  /** The containers of the document, with their details where it has them. */
  static Surroundings read(JsonNode root, Surroundings named) {
    return new Surroundings(
        named.containers().stream()
            .map(each -> detailed(each, root.path("container_details").path(each.name())))
            .toList());
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
