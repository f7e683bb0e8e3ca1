package io.piha.poe.omada;

import io.piha.poe.rest.HttpTwin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An Omada controller with both of its APIs. Errors come as {@code errorCode} with status 200; an
 * expired web session is answered by a login page with status 200; the token of the Open API goes
 * into a header of its own kind.
 */
final class OmadaTwin extends HttpTwin {
  static final String USER = "piha";
  static final String CLIENT = "client-1";
  static final String MAC = "AA-BB-CC-00-11-22";
  private static final String ID = "c21f969b5f03d33d43e04f8f136e7682";
  private static final String SITE = "66b1e8a2c3d4e5f60718293a";

  private final String secret;
  private final List<JsonNode> patches = new ArrayList<>();
  private String token = "";
  private String session = "";
  private String csrf = "";
  private int serial;
  private boolean expired;
  private boolean noSwitchPorts;
  private boolean own;

  OmadaTwin(String secret) {
    this.secret = secret;
  }

  /** What the private API got, whole. */
  synchronized List<JsonNode> patches() {
    return List.copyOf(patches);
  }

  /** The token or session ends now. */
  synchronized void expire() {
    expired = true;
    session = "";
  }

  /** An older controller, whose Open API knows no ports of switches. */
  synchronized void offersNoSwitchPorts() {
    noSwitchPorts = true;
  }

  @Override
  protected Reply answer(Call call) {
    if (call.is("GET", "/api/info")) {
      return ok(Map.of("omadacId", ID, "controllerVer", "5.15.24.18", "apiVer", "3"));
    }
    if (call.path().startsWith("/openapi/")) {
      return open(call);
    }
    return call.path().startsWith("/" + ID + "/api/v2") ? web(call) : loginPage();
  }

  // --- Open API ---

  private Reply open(Call call) {
    if (call.is("POST", "/openapi/authorize/token")) {
      JsonNode who = call.json();
      if (!"client_credentials".equals(call.query().get("grant_type"))) {
        return error(-44111, "The grant type is invalid.");
      }
      if (!who.path("client_id").asString("").equals(CLIENT)
          || !who.path("client_secret").asString("").equals(secret)
          || !who.path("omadacId").asString("").equals(ID)) {
        return error(-44106, "The client id or client secret is invalid.");
      }
      expired = false;
      token = "AT-" + ++serial;
      return ok(
          Map.of(
              "accessToken",
              token,
              "tokenType",
              "bearer",
              "expiresIn",
              7200,
              "refreshToken",
              "RT-" + serial));
    }
    if (token.isEmpty() || !call.header("Authorization").equals("AccessToken=" + token)) {
      return error(-44113, "The access token is Invalid.");
    }
    if (expired) {
      return error(-44112, "The access token has expired.");
    }
    String sites = "/openapi/v1/" + ID + "/sites";
    if (call.is("GET", sites)) {
      return page(
          call,
          List.of(
              Map.of("siteId", "5f00", "name", "Garden"),
              Map.of("siteId", SITE, "name", "Default")));
    }
    if (call.is("GET", sites + "/" + SITE + "/devices")) {
      return page(call, List.of(Map.of("mac", MAC, "type", "switch", "uptime", "12m 34s")));
    }
    if (call.is("GET", sites + "/" + SITE + "/clients") && !noSwitchPorts) {
      return page(call, clients());
    }
    if (noSwitchPorts) {
      return error(-1600, "Unsupported request path.");
    }
    if (call.is("GET", sites + "/" + SITE + "/switches/ports/poe-info")) {
      List<Map<String, Object>> rows = new ArrayList<>();
      rows.add(poeInfo("AA-BB-CC-FF-FF-FF", 1, true));
      for (int port = 1; port <= 8; port++) {
        rows.add(poeInfo(MAC, port, on(port)));
      }
      rows.add(Map.of("port", 9, "switchMac", MAC, "supportPoe", false));
      return page(call, rows);
    }
    String ports = sites + "/" + SITE + "/switches/" + MAC + "/ports/";
    if (call.method().equals("PUT") && call.path().matches(ports + "[1-8]/poe-mode")) {
      int mode = call.json().path("poeMode").asInt(-1);
      if (mode != 0 && mode != 1) {
        return error(-1001, "Invalid request parameters.");
      }
      int port = call.path().charAt(ports.length()) - '0';
      return command(port, mode == 1) ? ok(Map.of()) : error(-1005, "Operation forbidden.");
    }
    return error(-1600, "Unsupported request path.");
  }

  private Map<String, Object> poeInfo(String mac, int port, boolean on) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("port", port);
    row.put("switchMac", mac);
    row.put("supportPoe", true);
    row.put("poe", on ? 1 : 0);
    row.put("pdClass", "Class4");
    row.put("power", on ? 4.5 : null);
    row.put("portStatus", Map.of("linkStatus", on ? 1 : 0, "poe", on, "poePower", on ? 4.5 : 0));
    return row;
  }

  // --- private API ---

  private Reply web(Call call) {
    String base = "/" + ID + "/api/v2";
    if (call.is("POST", base + "/login")) {
      JsonNode who = call.json();
      if (!who.path("username").asString("").equals(USER)
          || !who.path("password").asString("").equals(secret)) {
        return error(-30109, "Invalid username or password.");
      }
      session = "S-" + ++serial;
      csrf = "C-" + serial;
      return ok(Map.of("roleType", 0, "token", csrf))
          .with("Set-Cookie", "TPOMADA_SESSIONID=" + session + "; Path=/; HttpOnly");
    }
    boolean known =
        !session.isEmpty()
            && call.header("Cookie").contains("TPOMADA_SESSIONID=" + session)
            && call.header("Csrf-Token").equals(csrf);
    if (!known) {
      return loginPage();
    }
    if (call.is("GET", base + "/sites")) {
      return call.query().containsKey("currentPage")
          ? ok(Map.of("totalRows", 1, "data", List.of(Map.of("id", SITE, "name", "Default"))))
          : error(-1001, "Invalid request parameters.");
    }
    if (call.is("GET", base + "/sites/" + SITE + "/clients")) {
      return ok(Map.of("totalRows", 3, "data", clients()));
    }
    String device = base + "/sites/" + SITE + "/switches/" + MAC;
    if (call.is("GET", device)) {
      return ok(Map.of("mac", MAC, "uptime", "12m 34s", "uptimeLong", 754));
    }
    if (call.is("GET", device + "/ports")) {
      List<Map<String, Object>> rows = new ArrayList<>();
      for (int port = 1; port <= 8; port++) {
        rows.add(port(port));
      }
      return ok(rows);
    }
    if (call.method().equals("PATCH") && call.path().matches(device + "/ports/[1-8]")) {
      JsonNode body = call.json();
      patches.add(body);
      if (!body.path("profileOverrideEnable").asBoolean(false) || !body.has("profileId")) {
        return error(-1001, "Invalid request parameters.");
      }
      int port = call.path().charAt(call.path().length() - 1) - '0';
      return command(port, body.path("poe").asInt() != 0)
          ? ok(Map.of())
          : error(-1005, "Operation forbidden.");
    }
    return error(-1600, "Unsupported request path.");
  }

  private Map<String, Object> port(int port) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", "port-" + port);
    row.put("port", port);
    row.put("name", "Port" + port);
    row.put("profileId", "all");
    row.put("profileOverrideEnable", own || !on(port));
    row.put("poe", on(port) ? 2 : 0);
    row.put("bandWidthCtrlType", 0);
    row.put("portStatus", Map.of("linkStatus", 1, "poe", on(port), "poePower", watts(port)));
    return row;
  }

  /** One by cable here, one by cable elsewhere, one by air. */
  private static List<Map<String, Object>> clients() {
    return List.of(
        Map.of("mac", "DC-A6-32-00-00-05", "name", "haos", "switchMac", MAC, "port", 5),
        Map.of("mac", "DC-A6-32-00-00-06", "switchMac", "AA-BB-CC-FF-FF-FF", "port", 1),
        Map.of("mac", "DC-A6-32-00-00-07", "name", "phone", "wireless", true));
  }

  /** Ports follow the device's own setting, by an override of theirs. */
  synchronized void ownSetting() {
    own = true;
  }

  private static Reply loginPage() {
    return Reply.page(200, "<!DOCTYPE html>\n<html><head><title>Omada Controller</title></head>");
  }

  private static Reply page(Call call, List<? extends Map<String, ?>> rows) {
    if (!call.query().containsKey("page") || !call.query().containsKey("pageSize")) {
      return error(-1001, "Invalid request parameters.");
    }
    int size = Integer.parseInt(call.query().get("pageSize"));
    int from = Math.min((Integer.parseInt(call.query().get("page")) - 1) * size, rows.size());
    return ok(
        Map.of(
            "totalRows", rows.size(),
            "currentPage", Integer.parseInt(call.query().get("page")),
            "data", rows.subList(from, Math.min(from + size, rows.size()))));
  }

  private static Reply ok(Object result) {
    return Reply.json(200, Map.of("errorCode", 0, "msg", "Success.", "result", result));
  }

  private static Reply error(int code, String message) {
    return Reply.json(200, Map.of("errorCode", code, "msg", message));
  }
}
