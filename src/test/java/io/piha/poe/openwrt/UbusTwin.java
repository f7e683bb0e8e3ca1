package io.piha.poe.openwrt;

import io.piha.poe.rest.HttpTwin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * uhttpd with ubus, rpcd and realtek-poe: JSON-RPC at {@code /ubus} only with the right content
 * type, a login with the session of zeros, ubus statuses in {@code result[0]}, and -32002 for a
 * session that is gone or may not.
 */
final class UbusTwin extends HttpTwin {
  static final String USER = "piha";
  private static final String ZEROS = "00000000000000000000000000000000";

  private final String password;
  private String session = "";
  private boolean systemDenied;
  private boolean stopped;
  private boolean execDenied;

  UbusTwin(String password) {
    this.password = password;
  }

  synchronized void forgetSession() {
    session = "";
  }

  /** The rpcd ACL grants poe info and manage, and no more. */
  synchronized void grantOnlyPoe() {
    systemDenied = true;
  }

  /** realtek-poe is not running. */
  synchronized void stopRealtekPoe() {
    stopped = true;
  }

  @Override
  protected Reply answer(Call call) {
    if (!call.path().equals("/ubus") || !call.method().equals("POST")) {
      return Reply.page(404, "<h1>Not Found</h1>");
    }
    if (!call.header("Content-Type").startsWith("application/json")) {
      return Reply.page(400, "<h1>Bad Request</h1>");
    }
    JsonNode request = call.json();
    JsonNode params = request.path("params");
    if (!request.path("jsonrpc").asString("").equals("2.0")
        || !request.path("method").asString("").equals("call")
        || params.size() != 4) {
      return rpcError(-32600, "Invalid Request");
    }
    String sid = params.path(0).asString("");
    String what = params.path(1).asString("") + " " + params.path(2).asString("");
    JsonNode args = params.path(3);
    if (what.equals("session login")) {
      if (!sid.equals(ZEROS)) {
        return rpcError(-32002, "Access denied");
      }
      boolean good =
          args.path("username").asString("").equals(USER)
              && args.path("password").asString("").equals(password);
      if (!good) {
        return result(6);
      }
      session = UUID.randomUUID().toString().replace("-", "");
      return result(0, Map.of("ubus_rpc_session", session, "timeout", 300, "expires", 299));
    }
    if (session.isEmpty() || !sid.equals(session)) {
      return rpcError(-32002, "Access denied");
    }
    return switch (what) {
      case "poe info" -> stopped ? rpcError(-32000, "Object not found") : result(0, info());
      case "file exec" -> exec(args);
      case "poe manage" -> manage(args);
      case "system info" ->
          systemDenied ? rpcError(-32002, "Access denied") : result(0, Map.of("uptime", 1234));
      default -> rpcError(-32000, "Object not found");
    };
  }

  private Reply exec(JsonNode args) {
    boolean granted =
        args.path("command").asString("").equals("/usr/sbin/bridge")
            && args.path("params").toString().equals("[\"fdb\",\"show\"]");
    if (!granted || execDenied) {
      return result(6);
    }
    return result(
        0,
        Map.of(
            "code",
            0,
            "stdout",
            """
            33:33:00:00:00:01 dev eth0 self permanent
            dc:a6:32:00:00:05 dev lan5 vlan 1 offload master switch
            dc:a6:32:00:00:05 dev lan5 vlan 1 self
            00:e0:4c:00:00:00 dev lan1 vlan 1 master switch permanent
            dc:a6:32:00:00:0b dev lan2.1 master br-lan
            """));
  }

  /** The rpcd ACL does not let anybody run the bridge's own program. */
  synchronized void denyExec() {
    execDenied = true;
  }

  private Map<String, Object> info() {
    Map<String, Object> ports = new LinkedHashMap<>();
    for (int port = 1; port <= 8; port++) {
      ports.put(
          "lan" + port,
          on(port)
              ? Map.of(
                  "priority",
                  0,
                  "mode",
                  "PoE+",
                  "status",
                  "Delivering power",
                  "consumption",
                  watts(port))
              : Map.of("priority", 0, "mode", "PoE+", "status", "Disabled"));
    }
    return Map.of(
        "firmware",
        "v80.1",
        "mcu",
        "ST Micro ST32F100",
        "budget",
        77.0,
        "consumption",
        9.0,
        "ports",
        ports);
  }

  private Reply manage(JsonNode args) {
    String name = args.path("port").asString("");
    if (!args.path("enable").isBoolean() || !name.matches("lan[1-8]")) {
      return result(2);
    }
    boolean done = command(name.charAt(3) - '0', args.path("enable").asBoolean());
    return result(done ? 0 : 6);
  }

  /** A status, and a value where there is one. */
  private static Reply result(int status, Object... value) {
    List<Object> result = new ArrayList<>();
    result.add(status);
    result.addAll(List.of(value));
    return Reply.json(200, Map.of("jsonrpc", "2.0", "id", 1, "result", result));
  }

  private static Reply rpcError(int code, String message) {
    return Reply.json(
        200, Map.of("jsonrpc", "2.0", "id", 1, "error", Map.of("code", code, "message", message)));
  }
}
