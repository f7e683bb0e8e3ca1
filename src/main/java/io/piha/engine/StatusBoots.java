package io.piha.engine;

import io.piha.journal.BootTimes;
import io.piha.journal.BootTimes.Figures;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Measured boots in the status document: {@code boots}, by host; times in milliseconds. */
final class StatusBoots {

  /** More hosts than these are not read from another's document. */
  private static final int MOST = 10_000;

  private StatusBoots() {}

  static void write(JsonGenerator json, Map<String, BootsView> boots) {
    json.writeObjectPropertyStart("boots");
    boots.forEach(
        (host, view) -> {
          json.writeObjectPropertyStart(host);
          figures(json, "power_on", view.times().powerOn());
          figures(json, "restart", view.times().restart());
          json.writeNumberProperty("recovery_wait_ms", view.recoveryWait().toMillis());
          if (view.advised().isPresent()) {
            json.writeNumberProperty("advised_wait_ms", view.advised().get().toMillis());
          } else {
            json.writeNullProperty("advised_wait_ms");
          }
          json.writeStringProperty("words", view.times().words());
          json.writeEndObject();
        });
    json.writeEndObject();
  }

  private static void figures(JsonGenerator json, String name, Figures figures) {
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("count", figures.count());
    json.writeNumberProperty("p50_ms", figures.p50().toMillis());
    json.writeNumberProperty("p95_ms", figures.p95().toMillis());
    json.writeNumberProperty("p99_ms", figures.p99().toMillis());
    json.writeNumberProperty("longest_ms", figures.longest().toMillis());
    json.writeEndObject();
  }

  /** The boots of one service in a document. */
  static Map<String, BootsView> read(JsonNode service) {
    Map<String, BootsView> boots = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : service.path("boots").properties()) {
      if (boots.size() < MOST) {
        JsonNode it = each.getValue();
        boots.put(
            StatusReader.cut(each.getKey()),
            new BootsView(
                new BootTimes(figures(it.path("power_on")), figures(it.path("restart"))),
                millis(it, "recovery_wait_ms"),
                it.path("advised_wait_ms").isNumber()
                    ? Optional.of(millis(it, "advised_wait_ms"))
                    : Optional.empty()));
      }
    }
    return boots;
  }

  private static Figures figures(JsonNode it) {
    return new Figures(
        Math.clamp(it.path("count").asInt(0), 0, BootTimes.KEPT),
        millis(it, "p50_ms"),
        millis(it, "p95_ms"),
        millis(it, "p99_ms"),
        millis(it, "longest_ms"));
  }

  private static Duration millis(JsonNode it, String name) {
    return Duration.ofMillis(Math.clamp(it.path(name).asLong(0), 0, Integer.MAX_VALUE));
  }
}
