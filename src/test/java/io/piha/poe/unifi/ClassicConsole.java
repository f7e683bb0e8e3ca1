package io.piha.poe.unifi;

import io.piha.poe.rest.HttpTwin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A UniFi console as its own web pages see it: UniFi OS (root answers 200, prefix {@code
 * /proxy/network}, CSRF token on every write) or the older kind (root redirects). The switch has
 * ten ports; 9 has no PoE, 10 carries a VLAN of its own by an override.
 */
final class ClassicConsole extends HttpTwin {
  static final String USER = "piha";
  static final String MAC = "78:45:58:aa:bb:cc";
  static final String ID = "5f3b1c2d4e5f6a7b8c9d0e1f";

  private final String password;
  private final boolean os;
  private final List<Map<String, Object>> overrides = new ArrayList<>();
  private String cookie = "";
  private String csrf = "";
  private int serial;
  private int state = 1;
  private int failedLogins;
  private boolean loginPage;
  private boolean booting;
  private boolean mfa;
  private int cycles;

  ClassicConsole(String password, boolean os) {
    this.password = password;
    this.os = os;
    overrides.add(override(10, Map.of("native_networkconf_id", "vlan-cameras", "name", "Camera")));
    overrides.add(override(2, Map.of("poe_mode", "auto", "name", "haos", "portconf_id", "all")));
  }

  private static Map<String, Object> override(int port, Map<String, Object> more) {
    Map<String, Object> made = new LinkedHashMap<>();
    made.put("port_idx", port);
    made.putAll(more);
    return made;
  }

  /** The stored overrides, as a person would see them. */
  synchronized List<Map<String, Object>> overrides() {
    return List.copyOf(overrides);
  }

  synchronized int cycles() {
    return cycles;
  }

  synchronized void expireSession() {
    cookie = "";
  }

  /** An expired session is answered by the login page with status 200 from now on. */
  synchronized void expireSessionWithLoginPage() {
    cookie = "";
    loginPage = true;
  }

  synchronized void state(int value) {
    state = value;
  }

  synchronized void booting() {
    booting = true;
  }

  synchronized void wantsSecondFactor() {
    mfa = true;
  }

  /** Switches a port's PoE off past everybody, so that it delivers nothing. */
  synchronized void dark(int port) {
    command(port, false);
  }

  @Override
  protected Reply answer(Call call) {
    if (booting) {
      return Reply.page(503, "<html>UniFi is starting up</html>");
    }
    if (call.is("GET", "/")) {
      return os
          ? Reply.page(200, "<!doctype html><title>UniFi OS</title>")
          : new Reply(302, Map.of("Location", "/manage"), "");
    }
    if (call.is("POST", os ? "/api/auth/login" : "/api/login")) {
      return logIn(call.json());
    }
    boolean known = !cookie.isEmpty() && call.header("Cookie").contains("TOKEN=" + cookie);
    if (!known) {
      return loginPage
          ? Reply.page(200, "<!DOCTYPE html><html><title>Log in</title></html>")
          : error(401, "api.err.LoginRequired");
    }
    if (os && !call.method().equals("GET") && !call.header("X-CSRF-Token").equals(csrf)) {
      return error(403, "api.err.Invalid");
    }
    Reply reply = told(call);
    if (os) {
      // It rotates as it pleases: here with every answer.
      csrf = "csrf-" + ++serial;
      reply = reply.with("X-CSRF-Token", csrf);
    }
    return reply;
  }

  private Reply logIn(JsonNode who) {
    if (failedLogins >= 3) {
      return Reply.json(
          429,
          Map.of(
              "code", "AUTHENTICATION_FAILED_LIMIT_REACHED",
              "message", "You've reached the login attempt limit"));
    }
    boolean good =
        who.path("username").asString("").equals(USER)
            && who.path("password").asString("").equals(password);
    if (!good) {
      failedLogins++;
      return error(os ? 403 : 400, "api.err.Invalid");
    }
    if (mfa) {
      return os
          ? Reply.json(499, Map.of("code", "MFA_AUTH_REQUIRED", "data", Map.of("mfaCookie", "x")))
          : error(400, "api.err.Ubic2faTokenRequired");
    }
    loginPage = false;
    cookie = "session-" + ++serial;
    csrf = "csrf-" + serial;
    Reply reply =
        Reply.json(200, os ? Map.of("unique_id", "u", "username", USER) : ok(List.of()))
            .with("Set-Cookie", "TOKEN=" + cookie + "; path=/; secure; httponly");
    return os ? reply.with("X-CSRF-Token", csrf) : reply;
  }

  private Reply told(Call call) {
    String base = (os ? "/proxy/network" : "") + "/api/s/default/";
    if (!call.path().startsWith(base)) {
      return Reply.page(404, "<h1>404</h1>");
    }
    String what = call.method() + " " + call.path().substring(base.length());
    return switch (what) {
      case "GET stat/device" -> Reply.json(200, ok(List.of(accessPoint(), device())));
      case "GET stat/sta" -> Reply.json(200, ok(clients()));
      case "PUT rest/device/" + ID -> put(call.json());
      case "POST cmd/devmgr" -> command(call.json());
      default -> error(404, "api.err.NotFound");
    };
  }

  private Reply put(JsonNode body) {
    List<Map<String, Object>> sent = new ArrayList<>();
    for (JsonNode each : body.path("port_overrides")) {
      @SuppressWarnings("unchecked") // a JSON object is such a map
      Map<String, Object> map = JSON.convertValue(each, Map.class);
      sent.add(map);
    }
    for (int port = 1; port <= 8; port++) {
      String mode = mode(sent, port);
      if (!mode.equals(mode(overrides, port)) && !command(port, !mode.equals("off"))) {
        return error(403, "api.err.NoPermission");
      }
    }
    overrides.clear();
    overrides.addAll(sent);
    return Reply.json(200, ok(List.of()));
  }

  private static String mode(List<Map<String, Object>> of, int port) {
    return of.stream()
        .filter(each -> ((Number) each.getOrDefault("port_idx", 0)).intValue() == port)
        .map(each -> String.valueOf(each.getOrDefault("poe_mode", "auto")))
        .findFirst()
        .orElse("auto");
  }

  private Reply command(JsonNode body) {
    int port = body.path("port_idx").asInt(0);
    if (!body.path("cmd").asString("").equals("power-cycle")
        || !body.path("mac").asString("").equals(MAC)) {
      return error(400, "api.err.InvalidPayload");
    }
    if (port < 1 || port > 8 || !on(port)) {
      return error(400, "api.err.InvalidTargetPort");
    }
    cycles++;
    return Reply.json(200, ok(List.of()));
  }

  /** One by cable here, one by cable elsewhere, one by air. */
  private static List<Map<String, Object>> clients() {
    return List.of(
        Map.of(
            "mac",
            "dc:a6:32:00:00:05",
            "is_wired",
            true,
            "sw_mac",
            MAC,
            "sw_port",
            5,
            "hostname",
            "haos"),
        Map.of(
            "mac",
            "dc:a6:32:00:00:06",
            "is_wired",
            true,
            "sw_mac",
            "78:45:58:ff:ff:ff",
            "sw_port",
            1),
        Map.of("mac", "dc:a6:32:00:00:07", "is_wired", false, "ap_mac", "78:45:58:00:00:01"));
  }

  /** A port is on in a mode of its own, by an override that people made. */
  synchronized void passive(int port) {
    overrides.add(override(port, Map.of("poe_mode", "pasv24", "portconf_id", "all")));
  }

  private Map<String, Object> accessPoint() {
    return Map.of("_id", "ap", "mac", "78:45:58:00:00:01", "type", "uap", "state", 1);
  }

  private Map<String, Object> device() {
    List<Map<String, Object>> ports = new ArrayList<>();
    for (int port = 1; port <= 10; port++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("port_idx", port);
      row.put("name", "Port " + port);
      row.put("portconf_id", "all");
      row.put("up", port > 8 || on(port));
      if (port <= 8) {
        row.put("port_poe", true);
        row.put("poe_caps", 7);
        row.put("poe_mode", on(port) ? mode(overrides, port).replace("off", "auto") : "off");
        row.put("poe_enable", on(port));
        row.put("poe_class", on(port) ? "Class 4" : "Unknown");
        row.put("poe_power", on(port) ? "4.25" : "0.00");
        row.put(
            "last_connection", Map.of("mac", "dc:a6:32:00:00:0" + port, "ip", "10.0.0." + port));
      }
      ports.add(row);
    }
    Map<String, Object> device = new LinkedHashMap<>();
    device.put("_id", ID);
    device.put("mac", MAC);
    device.put("type", "usw");
    device.put("state", state);
    device.put("uptime", 754);
    device.put("port_table", ports);
    device.put("port_overrides", overrides);
    device.put(
        "lldp_table",
        List.of(Map.of("local_port_idx", 10, "chassis_id", "78:45:58:00:00:01", "is_wired", true)));
    return device;
  }

  private static Map<String, Object> ok(List<?> data) {
    return Map.of("meta", Map.of("rc", "ok"), "data", data);
  }

  private static Reply error(int code, String message) {
    return Reply.json(
        code, Map.of("meta", Map.of("rc", "error", "msg", message), "data", List.of()));
  }
}
