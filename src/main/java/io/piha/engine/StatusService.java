package io.piha.engine;

import static io.piha.engine.StatusDocument.text;
import static io.piha.engine.StatusDocument.time;

import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** One service in the status document. */
final class StatusService {

  private StatusService() {}

  static void write(JsonGenerator json, Snapshot.ServiceView service) {
    json.writeObjectPropertyStart(service.name());
    json.writeStringProperty("phase", service.phase());
    text(json, "leader", service.leader());
    json.writeNumberProperty("epoch", service.epoch());
    json.writeNumberProperty("revision", service.revision());
    json.writeBooleanProperty("frozen", service.freeze().frozen());
    time(json, "frozen_until", service.freeze().until());
    json.writeStringProperty("why", service.why());
    json.writeBooleanProperty("protected", service.protectedNow());
    json.writeArrayPropertyStart("unprotected_because");
    service.unprotectedBecause().forEach(json::writeString);
    json.writeEndArray();
    plans(json, service);
    incident(json, service);
    json.writeObjectPropertyStart("hosts");
    service.hosts().forEach(host -> StatusHost.write(json, host));
    json.writeEndObject();
    StatusUpkeep.write(json, service.upkeep());
    more(json, service);
    json.writeEndObject();
  }

  private static void plans(JsonGenerator json, Snapshot.ServiceView service) {
    if (service.next().isPresent()) {
      json.writeObjectPropertyStart("next");
      plan(json, service.next().get());
    } else {
      json.writeNullProperty("next");
    }
    json.writeArrayPropertyStart("queue");
    for (Snapshot.Next each : service.queue()) {
      json.writeStartObject();
      plan(json, each);
    }
    json.writeEndArray();
  }

  private static void plan(JsonGenerator json, Snapshot.Next plan) {
    json.writeStringProperty("action", plan.action());
    json.writeStringProperty("host", plan.host());
    json.writeStringProperty("at", Rfc3339.text(plan.at()));
    json.writeStringProperty("why", plan.why());
    json.writeEndObject();
  }

  private static void incident(JsonGenerator json, Snapshot.ServiceView service) {
    if (service.incident().isEmpty()) {
      json.writeNullProperty("incident");
      return;
    }
    Snapshot.IncidentView incident = service.incident().get();
    json.writeObjectPropertyStart("incident");
    json.writeNumberProperty("id", incident.id());
    json.writeStringProperty("since", Rfc3339.text(incident.since()));
    json.writeStringProperty("state", incident.state());
    json.writeBooleanProperty("acked", incident.acked());
    json.writeEndObject();
  }

  private static void more(JsonGenerator json, Snapshot.ServiceView service) {
    time(json, "leads_since", service.leadsSince());
    json.writeNumberProperty("failovers_left", service.failoversLeft());
    json.writeNumberProperty("cycles_per_day", service.cyclesPerDay());
    freeze(json, service.freeze());
    operation(json, service);
    json.writeArrayPropertyStart("why_steps");
    for (Snapshot.WhyStep step : service.whySteps()) {
      json.writeStartObject();
      json.writeStringProperty("word", step.word());
      json.writeStringProperty("text", step.text());
      json.writeStringProperty("mood", step.mood().name().toLowerCase(Locale.ROOT));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void freeze(JsonGenerator json, Snapshot.Freeze freeze) {
    time(json, "frozen_since", freeze.since());
    json.writeStringProperty("frozen_by", freeze.by());
    json.writeStringProperty("frozen_reason", freeze.reason());
  }

  private static void operation(JsonGenerator json, Snapshot.ServiceView service) {
    if (service.operation().isEmpty()) {
      json.writeNullProperty("operation");
      return;
    }
    Snapshot.OperationView operation = service.operation().get();
    json.writeObjectPropertyStart("operation");
    json.writeStringProperty("request_id", operation.requestId());
    json.writeStringProperty("action", operation.action());
    json.writeStringProperty("state", operation.state());
    json.writeStringProperty("why", operation.why());
    json.writeEndObject();
  }
}
