package io.piha.engine;

import static io.piha.engine.StatusDocument.text;
import static io.piha.engine.StatusDocument.time;

import tools.jackson.core.JsonGenerator;

/** One host in the status document. */
final class StatusHost {

  private StatusHost() {}

  static void write(JsonGenerator json, Snapshot.HostView host) {
    json.writeObjectPropertyStart(host.name());
    json.writeStringProperty("role", host.role());
    json.writeStringProperty("state", host.state());
    json.writeBooleanProperty("alive", host.alive());
    time(json, "last_heartbeat", host.lastHeartbeat());
    json.writeObjectPropertyStart("probes");
    for (Snapshot.ProbeView probe : host.probes()) {
      json.writeStringProperty(probe.name(), probe.verdict());
    }
    json.writeEndObject();
    text(json, "power", host.power().map(Snapshot.PowerView::word));
    more(json, host);
    json.writeEndObject();
  }

  private static void more(JsonGenerator json, Snapshot.HostView host) {
    if (host.epoch().isPresent()) {
      json.writeNumberProperty("epoch", host.epoch().getAsLong());
    } else {
      json.writeNullProperty("epoch");
    }
    json.writeNumberProperty("timeout_ms", host.timeout().toMillis());
    text(json, "planned", host.planned());
    json.writeBooleanProperty("fit", host.fit());
    json.writeStringProperty("fitness", host.fitness());
    powerDetail(json, host);
    json.writeObjectPropertyStart("probe_details");
    for (Snapshot.ProbeView probe : host.probes()) {
      json.writeObjectPropertyStart(probe.name());
      json.writeStringProperty("detail", probe.detail());
      json.writeNumberProperty("took_ms", probe.took().toMillis());
      time(json, "at", probe.at());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void powerDetail(JsonGenerator json, Snapshot.HostView host) {
    if (host.power().isEmpty()) {
      json.writeNullProperty("power_detail");
      return;
    }
    Snapshot.PowerView power = host.power().get();
    json.writeObjectPropertyStart("power_detail");
    json.writeStringProperty("port", power.port());
    if (power.watts().isPresent() && Double.isFinite(power.watts().getAsDouble())) {
      json.writeNumberProperty("watts", power.watts().getAsDouble());
    } else {
      json.writeNullProperty("watts");
    }
    time(json, "read_at", power.readAt());
    json.writeStringProperty("doing", power.doing());
    json.writeBooleanProperty("held", power.held());
    json.writeNumberProperty("cycles_left", power.cyclesLeft());
    time(json, "last_cycle", power.lastCycle());
    time(json, "proven_at", power.proven());
    json.writeStringProperty("proven_by", power.provenBy());
    json.writeEndObject();
  }
}
