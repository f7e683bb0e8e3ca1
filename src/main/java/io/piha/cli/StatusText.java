package io.piha.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The status document for a terminal. */
final class StatusText {

  private final PrintWriter out;
  private JsonNode cuts = MissingNode.getInstance();

  StatusText(PrintWriter out) {
    this.out = out;
  }

  void print(JsonNode status) {
    JsonNode broker = status.path("broker");
    out.println(
        "control plane "
            + text(status.path("control"), "id")
            + " is "
            + text(status.path("control"), "role")
            + "; broker "
            + (broker.path("connected").asBoolean(false) ? "connected" : "NOT connected")
            + (status.path("isolated").asBoolean(false) ? "; cut off: no witness answers" : ""));
    cuts = status.path("port_cuts");
    for (Map.Entry<String, JsonNode> each : status.path("services").properties()) {
      service(each.getKey(), each.getValue());
    }
    containers(status);
    checks(status);
  }

  private void checks(JsonNode status) {
    if (status.path("checks").isEmpty()) {
      return;
    }
    out.println();
    out.println("leans on");
    for (JsonNode each : status.path("checks")) {
      String remedy = text(each, "remedy");
      out.printf(
          "  %-16s %s: %s%s%n",
          text(each, "kind") + (remedy.isEmpty() ? "" : " LOOK"),
          text(each, "name"),
          text(each, "said"),
          remedy.isEmpty() ? "" : "; " + remedy);
    }
  }

  private void containers(JsonNode status) {
    if (status.path("containers").isEmpty()) {
      return;
    }
    out.println();
    out.println("containers");
    for (Map.Entry<String, JsonNode> each : status.path("containers").properties()) {
      String why = text(status.path("container_details").path(each.getKey()), "why");
      out.printf(
          "  %-16s %s%s%n",
          each.getKey(), each.getValue().asString(""), why.isEmpty() ? "" : ": " + why);
    }
  }

  private void service(String name, JsonNode service) {
    out.println();
    out.println(
        name + ": " + text(service, "phase") + " · epoch " + service.path("epoch").asLong(0));
    out.println("  " + text(service, "why"));
    if (service.path("protected").asBoolean(false)) {
      out.println("  protected: if the leader died now, the house would go on");
    } else {
      out.println("  NOT protected: " + String.join("; ", list(service, "unprotected_because")));
    }
    if (service.path("frozen").asBoolean(false)) {
      out.println(
          "  FROZEN"
              + (service.path("frozen_until").isNull()
                  ? ""
                  : " until " + text(service, "frozen_until")));
    }
    JsonNode incident = service.path("incident");
    if (incident.isObject()) {
      out.println(
          "  incident "
              + incident.path("id").asLong(0)
              + " open since "
              + text(incident, "since")
              + (incident.path("acked").asBoolean(false) ? ", acknowledged" : ""));
    }
    JsonNode next = service.path("next");
    if (next.isObject()) {
      out.println(
          "  next: "
              + text(next, "action")
              + " "
              + text(next, "host")
              + " at "
              + text(next, "at")
              + ": "
              + text(next, "why"));
    }
    for (Map.Entry<String, JsonNode> each : service.path("hosts").properties()) {
      host(each.getKey(), each.getValue());
      boots(service.path("boots").path(each.getKey()));
    }
  }

  private void boots(JsonNode boots) {
    if (!boots.isObject()) {
      return;
    }
    long wait = boots.path("recovery_wait_ms").asLong(0) / 1_000;
    long advised = boots.path("advised_wait_ms").asLong(0) / 1_000;
    out.println(
        "                   "
            + text(boots, "words")
            + (advised > wait
                ? "; recovery_wait of " + wait + " s is SHORT, " + advised + " s is advised"
                : ""));
  }

  private void host(String name, JsonNode host) {
    List<String> probes = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : host.path("probes").properties()) {
      probes.add(each.getKey() + " " + each.getValue().asString(""));
    }
    out.printf(
        "  %-16s %-8s %-11s %-6s heartbeat %-24s %s%s%n",
        name,
        text(host, "role"),
        text(host, "state"),
        host.path("alive").asBoolean(false) ? "alive" : "silent",
        host.path("last_heartbeat").isNull() ? "never" : text(host, "last_heartbeat"),
        String.join(", ", probes),
        host.path("power").isString() ? "; power " + text(host, "power") : "");
    JsonNode power = host.path("power_detail");
    if (power.path("proven_at").isString()) {
      out.println(
          "                   port "
              + text(power, "port")
              + " proven on "
              + text(power, "proven_at")
              + " by "
              + text(power, "proven_by"));
    }
    JsonNode cut = cuts.path(text(power, "port"));
    if (cut.isObject()) {
      out.println(
          "                   port "
              + text(power, "port")
              + " proven on "
              + text(cut, "at")
              + " by "
              + text(cut, "by")
              + ", which cut it");
    }
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  private static List<String> list(JsonNode node, String field) {
    List<String> items = new ArrayList<>();
    node.path(field).forEach(each -> items.add(each.asString("")));
    return items;
  }
}
