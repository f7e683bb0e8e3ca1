package io.piha.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The status document: one JSON object, the same over HTTP, over the broker and on the command
 * line.
 *
 * <p>Names are fixed and never change their meaning; readers ignore what they do not know, so new
 * fields may be added. A value that is known to be absent is {@code null}, never left out. Times
 * are RFC 3339 in UTC with milliseconds, durations are whole milliseconds in fields that end in
 * {@code _ms}. Every field is listed in {@code docs/dashboard.md}.
 */
public final class StatusDocument {

  static final JsonFactory JSON = new JsonFactory();
  private static final int USUAL_SIZE = 4096;

  private StatusDocument() {}

  /** The document in UTF-8, without a line end. */
  public static byte[] bytes(Snapshot shot) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_SIZE);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      control(json, shot.control(), shot.control().role(), shot.at());
      broker(json, shot.broker());
      json.writeBooleanProperty("isolated", shot.isolated());
      json.writeObjectPropertyStart("services");
      shot.services().forEach(service -> StatusService.write(json, service));
      json.writeEndObject();
      json.writeObjectPropertyStart("containers");
      shot.containers().forEach(json::writeStringProperty);
      json.writeEndObject();
      StatusSurroundings.write(json, shot.surroundings());
      json.writeObjectPropertyStart("alerts");
      json.writeNumberProperty("pending", shot.alertsPending());
      json.writeNumberProperty("failed", shot.alertsFailed());
      channels(json, shot);
      json.writeEndObject();
      witnesses(json, shot);
      switches(json, shot);
      json.writeNumberProperty("audit_id", shot.lastAuditId());
      text(json, "config_trouble", shot.configTrouble());
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  /** The same as {@link #bytes} as text. */
  public static String text(Snapshot shot) {
    return new String(bytes(shot), StandardCharsets.UTF_8);
  }

  /**
   * What takes the place of the retained document when its author is gone.
   *
   * @param role {@code lost} for the last will, {@code stopped} for a clean stop
   * @param at when it was written; a will is written at connect, long before it is read
   */
  public static byte[] farewell(Snapshot.Control control, String role, Instant at) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      control(json, control, role, at);
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void control(
      JsonGenerator json, Snapshot.Control control, String role, Instant at) {
    json.writeObjectPropertyStart("control");
    json.writeStringProperty("id", control.id());
    json.writeStringProperty("role", role);
    json.writeStringProperty("version", control.version());
    json.writeStringProperty("started_at", Rfc3339.text(control.startedAt()));
    json.writeStringProperty("at", Rfc3339.text(at));
    json.writeStringProperty("site", control.site());
    if (control.term().isPresent()) {
      json.writeNumberProperty("term", control.term().getAsLong());
    }
    json.writeEndObject();
  }

  private static void broker(JsonGenerator json, Snapshot.Broker broker) {
    json.writeObjectPropertyStart("broker");
    json.writeBooleanProperty("connected", broker.connected());
    json.writeStringProperty("since", Rfc3339.text(broker.since()));
    json.writeStringProperty("why", broker.why());
    json.writeEndObject();
  }

  private static void channels(JsonGenerator json, Snapshot shot) {
    json.writeObjectPropertyStart("channels");
    for (Snapshot.ChannelView each : shot.channels()) {
      json.writeObjectPropertyStart(each.name());
      json.writeNumberProperty("waiting", each.waiting());
      json.writeNumberProperty("sent", each.sent());
      json.writeNumberProperty("failed", each.failed());
      text(json, "trouble", each.trouble());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void witnesses(JsonGenerator json, Snapshot shot) {
    json.writeObjectPropertyStart("witnesses");
    for (Snapshot.WitnessView witness : shot.witnesses()) {
      answering(json, witness.name(), witness.answers(), witness.why(), Map.of());
    }
    json.writeEndObject();
  }

  private static void switches(JsonGenerator json, Snapshot shot) {
    json.writeObjectPropertyStart("switches");
    for (Snapshot.SwitchView each : shot.switches()) {
      answering(json, each.name(), each.answers(), each.why(), Map.of("driver", each.driver()));
    }
    json.writeEndObject();
  }

  private static void answering(
      JsonGenerator json, String name, boolean answers, String why, Map<String, String> more) {
    json.writeObjectPropertyStart(name);
    json.writeBooleanProperty("answers", answers);
    json.writeStringProperty("why", why);
    more.forEach(json::writeStringProperty);
    json.writeEndObject();
  }

  static void time(JsonGenerator json, String name, Optional<Instant> at) {
    text(json, name, at.map(Rfc3339::text));
  }

  static void text(JsonGenerator json, String name, Optional<String> value) {
    if (value.isPresent()) {
      json.writeStringProperty(name, value.get());
    } else {
      json.writeNullProperty(name);
    }
  }
}
