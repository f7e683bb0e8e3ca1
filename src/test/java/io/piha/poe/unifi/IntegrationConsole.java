package io.piha.poe.unifi;

import io.piha.poe.rest.HttpTwin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The official Network Integration API: pages of offset and limit (200 at most), UUIDs, one action
 * on a port, and errors with statusCode, statusName, code and message.
 */
final class IntegrationConsole extends HttpTwin {
  static final String MAC = "78:45:58:aa:bb:cc";
  private static final String BASE = "/proxy/network/integration/v1";
  private static final String SITE = "88f7af54-98f8-306a-a1c7-c9349722b1f6";
  private static final String SWITCH = "2a1f3c4d-0000-4000-8000-00000000beef";

  private final String key;
  private int others;
  private String state = "ONLINE";
  private boolean dipping;

  IntegrationConsole(String key) {
    this.key = key;
  }

  /** That many other devices come before the switch. */
  synchronized void others(int count) {
    others = count;
  }

  synchronized void state(String value) {
    state = value;
  }

  synchronized void dark(int port) {
    command(port, false);
  }

  /** A cycle that was ordered is over: power is back. */
  synchronized void cycleEnds(int port) {
    command(port, true);
    dipping = false;
  }

  synchronized boolean dips() {
    return dipping;
  }

  @Override
  protected Reply answer(Call call) {
    if (!call.path().startsWith(BASE)) {
      return Reply.page(200, "<!doctype html><title>UniFi OS</title>");
    }
    if (call.header("X-API-KEY").isEmpty()) {
      return error(401, "UNAUTHORIZED", "api.authentication.missing-credentials", call);
    }
    if (!call.header("X-API-KEY").equals(key)) {
      return error(401, "UNAUTHORIZED", "api.authentication.invalid-credentials", call);
    }
    String path = call.path().substring(BASE.length());
    String device = "/sites/" + SITE + "/devices/" + SWITCH;
    if (call.method().equals("GET")) {
      if (path.equals("/sites")) {
        return page(
            call, List.of(Map.of("id", SITE, "internalReference", "default", "name", "Home")));
      }
      if (path.equals("/sites/" + SITE + "/devices")) {
        return page(call, devices());
      }
      if (path.equals(device)) {
        return Reply.json(200, details());
      }
      if (path.equals(device + "/statistics/latest")) {
        return Reply.json(200, Map.of("uptimeSec", 754, "lastHeartbeatAt", "2026-01-01T00:00:00Z"));
      }
    }
    String actions = device + "/interfaces/ports/";
    if (call.method().equals("POST") && path.startsWith(actions) && path.endsWith("/actions")) {
      return act(call, path.substring(actions.length(), path.length() - "/actions".length()));
    }
    return error(404, "NOT_FOUND", "api.err.NotFound", call);
  }

  private Reply act(Call call, String index) {
    if (!call.json().path("action").asString("").equals("POWER_CYCLE")) {
      return error(400, "BAD_REQUEST", "api.request.unknown-type-id", call);
    }
    if (!index.matches("[1-8]") || !on(Integer.parseInt(index))) {
      return error(400, "BAD_REQUEST", "api.err.InvalidTargetPort", call);
    }
    if (!command(Integer.parseInt(index), false)) {
      return error(403, "FORBIDDEN", "api.authorization.forbidden", call);
    }
    dipping = true;
    return new Reply(200, Map.of(), "");
  }

  private List<Map<String, Object>> devices() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (int i = 0; i < others; i++) {
      all.add(Map.of("id", "other-" + i, "macAddress", "00:00:00:00:00:" + i));
    }
    all.add(Map.of("id", SWITCH, "macAddress", MAC, "name", "Rack", "state", state));
    return all;
  }

  private Map<String, Object> details() {
    List<Map<String, Object>> ports = new ArrayList<>();
    for (int port = 1; port <= 9; port++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("idx", port);
      row.put("state", "UP");
      row.put("connector", port == 9 ? "SFPPLUS" : "RJ45");
      row.put("maxSpeedMbps", 1000);
      if (port <= 8) {
        row.put(
            "poe",
            Map.of(
                "standard",
                "802.3at",
                "type",
                2,
                "enabled",
                true,
                "state",
                on(port) ? "UP" : "DOWN"));
      }
      ports.add(row);
    }
    return Map.of(
        "id", SWITCH, "macAddress", MAC, "state", state, "interfaces", Map.of("ports", ports));
  }

  private static Reply page(Call call, List<Map<String, Object>> all) {
    int offset = Integer.parseInt(call.query().getOrDefault("offset", "0"));
    int limit = Math.min(200, Integer.parseInt(call.query().getOrDefault("limit", "25")));
    List<Map<String, Object>> data =
        all.subList(Math.min(offset, all.size()), Math.min(offset + limit, all.size()));
    return Reply.json(
        200,
        Map.of(
            "offset", offset,
            "limit", limit,
            "count", data.size(),
            "totalCount", all.size(),
            "data", data));
  }

  private static Reply error(int status, String name, String code, Call call) {
    return Reply.json(
        status,
        Map.of(
            "statusCode",
            status,
            "statusName",
            name,
            "code",
            code,
            "message",
            "no",
            "requestPath",
            call.path(),
            "requestId",
            "3fa85f64-5717-4562-b3fc-2c963f66afa6"));
  }
}
