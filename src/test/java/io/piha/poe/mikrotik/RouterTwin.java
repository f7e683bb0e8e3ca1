package io.piha.poe.mikrotik;

import io.piha.poe.rest.HttpTwin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * RouterOS 7: Basic authentication, texts for values (and numbers now and then), errors as {@code
 * {"error","message","detail"}}, commands by POST, {@code monitor} only with {@code once}.
 */
final class RouterTwin extends HttpTwin {
  static final String USER = "piha";
  private final String password;
  private boolean forced;
  private volatile boolean otherSelector;
  private String status = "powered-on";

  RouterTwin(String password) {
    this.password = password;
  }

  /** How a port is on. */
  synchronized String mode(int port) {
    return on(port) ? (forced ? "forced-on" : "auto-on") : "off";
  }

  /** Ports are on in the mode forced-on. */
  synchronized void forced() {
    forced = true;
  }

  /** What a port that is on says of itself. */
  synchronized void status(String value) {
    status = value;
  }

  @Override
  protected Reply answer(Call call) {
    String expected =
        Base64.getEncoder()
            .encodeToString((USER + ":" + password).getBytes(StandardCharsets.UTF_8));
    if (!call.header("Authorization").equals("Basic " + expected)) {
      return error(401, "Unauthorized", "");
    }
    if (call.is("GET", "/rest/system/resource")) {
      return Reply.json(200, Map.of("uptime", "12m34s", "version", "7.20.4 (stable)"));
    }
    if (call.is("GET", "/rest/interface/ethernet/poe")) {
      List<Map<String, String>> rows = new ArrayList<>();
      for (int port = 1; port <= 8; port++) {
        rows.add(
            Map.of(
                ".id",
                "*" + port,
                "name",
                "ether" + port,
                "poe-out",
                on(port) ? (forced ? "forced-on" : "auto-on") : "off",
                "poe-priority",
                "10"));
      }
      return Reply.json(200, rows);
    }
    if (call.path().equals("/rest/interface/bridge/host")) {
      return Reply.json(
          200,
          List.of(
              Map.of(
                  "mac-address", "02:00:00:00:00:0A", "on-interface", "ether5", "local", "false"),
              Map.of(
                  "mac-address", "02:00:00:00:00:01", "on-interface", "bridge", "local", "true")));
    }
    if (call.path().equals("/rest/ip/neighbor")) {
      return Reply.json(
          200,
          List.of(
              Map.of(
                  "mac-address",
                  "02:00:00:00:00:0A",
                  "interface",
                  "ether5,bridge",
                  "identity",
                  "haos")));
    }
    if (!call.method().equals("POST")) {
      return error(404, "Not Found", "");
    }
    JsonNode body = call.json();
    if (call.path().equals("/rest/execute")) {
      return execute(body.path("script").asString(""));
    }
    int port = port(body.path("numbers").asString(""));
    if (port == 0) {
      return error(404, "Not Found", "no such item");
    }
    return switch (call.path()) {
      case "/rest/interface/ethernet/poe/monitor" -> monitor(body, port);
      case "/rest/interface/ethernet/set" -> set(body, port);
      case "/rest/interface/ethernet/poe/power-cycle" ->
          otherSelector
              ? error(400, "Bad Request", "unknown parameter numbers")
              : command(port, true)
                  ? new Reply(200, Map.of("Content-Type", "application/json"), "[]")
                  : error(500, "Internal Server Error", "not enough permissions (9)");
      default -> error(400, "Bad Request", "no such command");
    };
  }

  /** From now on power-cycle does not know a port by {@code numbers}. */
  void wantsAnotherSelector() {
    otherSelector = true;
  }

  private Reply execute(String script) {
    String before = "/interface ethernet poe power-cycle ";
    String after = " duration=10s";
    boolean known = script.startsWith(before) && script.endsWith(after);
    int port =
        known ? port(script.substring(before.length(), script.length() - after.length())) : 0;
    if (port == 0 || !command(port, true)) {
      return error(400, "Bad Request", "syntax error");
    }
    return Reply.json(200, Map.of("ret", "*1"));
  }

  private Reply monitor(JsonNode body, int port) {
    if (!body.has("once")) {
      return error(400, "Session closed", "the command does not end by itself");
    }
    Map<String, Object> live = new LinkedHashMap<>();
    live.put("name", "ether" + port);
    live.put("poe-out-status", on(port) ? status : "disabled");
    if (on(port)) {
      live.put("poe-out-voltage", "48.0");
      live.put("poe-out-current", 204);
      live.put("poe-out-power", "4.7");
    }
    return Reply.json(200, List.of(live));
  }

  private Reply set(JsonNode body, int port) {
    String mode = body.path("poe-out").asString("");
    if (!List.of("off", "auto-on", "forced-on").contains(mode)) {
      return error(400, "Bad Request", "input does not match any value of poe-out");
    }
    if (!command(port, !mode.equals("off"))) {
      return error(400, "Bad Request", "not enough permissions (9)");
    }
    forced = mode.equals("forced-on");
    return new Reply(200, Map.of("Content-Type", "application/json"), "[]");
  }

  private static int port(String name) {
    return name.matches("ether[1-8]") ? name.charAt(5) - '0' : 0;
  }

  private static Reply error(int code, String message, String detail) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", code);
    body.put("message", message);
    if (!detail.isEmpty()) {
      body.put("detail", detail);
    }
    return Reply.json(code, body);
  }
}
