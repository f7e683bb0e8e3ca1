package io.piha.leadership;

import io.piha.arbiter.Effect;
import io.piha.arbiter.Order;
import io.piha.arbiter.PublicState;
import io.piha.arbiter.Request;
import io.piha.engine.Rfc3339;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the payloads that we publish. */
final class Messages {
  private static final String BY = "control";

  private final JsonFactory json;
  private final String controlId;

  Messages(JsonFactory json, String controlId) {
    this.json = json;
    this.controlId = controlId;
  }

  byte[] state(Effect.PublishState effect, Instant at) {
    return object(
        out -> {
          out.writeStringProperty("state", effect.state().word());
          if (effect.state() == PublicState.NONE || effect.host().isEmpty()) {
            out.writeNullProperty("host");
          } else {
            out.writeStringProperty("host", effect.host());
          }
          out.writeNumberProperty("epoch", effect.epoch());
          sign(out, at);
        });
  }

  byte[] order(Order order, Instant at) {
    return object(
        out -> {
          out.writeStringProperty("cmd", order.verb().word());
          out.writeStringProperty("host", order.host());
          out.writeNumberProperty("epoch", order.epoch());
          out.writeStringProperty("id", order.id());
          out.writeStringProperty("reason", order.reason());
          sign(out, at);
        });
  }

  private void sign(JsonGenerator out, Instant at) {
    out.writeStringProperty("by", BY);
    out.writeStringProperty("at", at.truncatedTo(ChronoUnit.MILLIS).toString());
    out.writeStringProperty("control", controlId);
  }

  static byte[] freeze(boolean frozen) {
    return Boolean.toString(frozen).getBytes(StandardCharsets.US_ASCII);
  }

  byte[] answer(Effect.Answer answer) {
    return object(
        out -> {
          out.writeStringProperty("id", answer.requestId());
          out.writeBooleanProperty("accepted", answer.accepted());
          out.writeStringProperty("why", answer.why());
          answer.again().ifPresent(in -> out.writeNumberProperty("again_ms", in.toMillis()));
        });
  }

  /**
   * The short status that replaces the full one: {@code lost} by will, {@code stopped} by us.
   *
   * @param startedAt of the control plane; empty where none speaks
   * @param at when it is said; for a will, when it is left with the broker
   */
  byte[] farewell(String role, String startedAt, Instant at) {
    return object(
        out -> {
          out.writeName("control");
          out.writeStartObject();
          out.writeStringProperty("role", role);
          out.writeStringProperty("id", controlId);
          if (!startedAt.isEmpty()) {
            out.writeStringProperty("started_at", startedAt);
            out.writeStringProperty("said_at", Rfc3339.text(at));
          }
          out.writeEndObject();
        });
  }

  /** A request as the command line sends it; absent options are left out. */
  byte[] request(Request request) {
    return object(
        out -> {
          out.writeStringProperty("cmd", request.command().word());
          text(out, "host", request.host());
          out.writeStringProperty("id", request.id());
          text(out, "by", request.by());
          text(out, "reason", request.reason());
          request
              .until()
              .ifPresent(time -> out.writeStringProperty("until", time.toMillis() + "ms"));
          flag(out, "force", request.force());
          flag(out, "override_guard", request.overrideGuard());
          flag(out, "override_incident", request.overrideIncident());
          flag(out, "dry_run", request.dryRun());
          request.revision().ifPresent(number -> out.writeNumberProperty("revision", number));
        });
  }

  private static void text(JsonGenerator out, String name, String value) {
    if (!value.isEmpty()) {
      out.writeStringProperty(name, value);
    }
  }

  private static void flag(JsonGenerator out, String name, boolean value) {
    if (value) {
      out.writeBooleanProperty(name, true);
    }
  }

  private byte[] object(Consumer<JsonGenerator> fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
      out.writeStartObject();
      fields.accept(out);
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
