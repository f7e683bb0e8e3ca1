package io.piha.poe.openwrt;

import io.piha.poe.SwitchTrouble;
import io.piha.poe.rest.Json;
import io.piha.poe.rest.RestAnswer;
import io.piha.poe.rest.RestCall;
import io.piha.poe.rest.RestClient;
import io.piha.site.Login;
import io.piha.site.SecretText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/**
 * ubus as uhttpd offers it: JSON-RPC 2.0 at {@code /ubus}, with a session that ends after some
 * minutes without use.
 */
final class Ubus {
  private static final String NOBODY = "0".repeat(32);

  /** JSON-RPC: the session is gone, or it may not do that. */
  private static final int ACCESS_DENIED = -32002;

  private final SecretText address;
  private final Login.Account login;
  private String session = "";

  Ubus(SecretText address, Login.Account login) {
    this.address = address;
    this.login = login;
  }

  /** A question; it may be asked again with a fresh session. */
  JsonNode ask(RestClient.Round round, String object, String method, Map<String, ?> args)
      throws SwitchTrouble {
    boolean fresh = session.isEmpty();
    if (fresh) {
      session = logIn(round);
    }
    JsonNode answer = call(round, session, object, method, args);
    if (isDenied(answer) && !fresh) {
      session = logIn(round);
      answer = call(round, session, object, method, args);
    }
    return result(round, object, method, answer);
  }

  /** A command, sent once, in the session that the question before it has proven. */
  JsonNode command(RestClient.Round round, String object, String method, Map<String, ?> args)
      throws SwitchTrouble {
    return result(round, object, method, call(round, session, object, method, args));
  }

  private String logIn(RestClient.Round round) throws SwitchTrouble {
    JsonNode answer =
        call(
            round,
            NOBODY,
            "session",
            "login",
            Map.of("username", login.username().reveal(), "password", login.password().reveal()));
    String fresh = Json.text(answer.path("result").path(1), "ubus_rpc_session");
    if (!fresh.isEmpty()) {
      return fresh;
    }
    if (answer.path("result").path(0).asInt(-1) == 6 || isDenied(answer)) {
      round.pause(Duration.ofSeconds(30), "it refused username and password");
      throw round.refused("it refused username and password");
    }
    throw round.bad("it gave no session");
  }

  private JsonNode call(
      RestClient.Round round, String sid, String object, String method, Map<String, ?> args)
      throws SwitchTrouble {
    Map<String, Object> request =
        Map.of(
            "jsonrpc",
            "2.0",
            "id",
            1,
            "method",
            "call",
            "params",
            List.of(sid, object, method, args));
    RestAnswer answer = round.send(RestCall.json("POST", url(round), request));
    if (!answer.isSuccess()) {
      throw round.status(answer, answer.code() == 404 ? "is uhttpd-mod-ubus installed?" : "");
    }
    return answer.json().orElseThrow(() -> round.bad("the answer is no JSON"));
  }

  private HttpUrl url(RestClient.Round round) throws SwitchTrouble {
    HttpUrl base = HttpUrl.parse(address.reveal());
    if (base == null) {
      throw round.refused("its address is none");
    }
    boolean bare = base.encodedPath().equals("/");
    return bare ? base.newBuilder().encodedPath("/ubus").build() : base;
  }

  private static boolean isDenied(JsonNode answer) {
    OptionalDouble code = Json.number(answer.path("error"), "code");
    return code.isPresent() && code.getAsDouble() == ACCESS_DENIED;
  }

  private static JsonNode result(
      RestClient.Round round, String object, String method, JsonNode answer) throws SwitchTrouble {
    String what = object + " " + method;
    if (isDenied(answer)) {
      throw round.refused("access to " + what + " denied: the account's rpcd ACL must grant it");
    }
    if (answer.has("error")) {
      throw round.refused("ubus did not take the call: " + brief(answer.path("error")));
    }
    JsonNode result = answer.path("result");
    if (!result.isArray() || !result.path(0).isNumber()) {
      throw round.bad("the answer to " + what + " is none");
    }
    int status = result.path(0).asInt();
    return switch (status) {
      case 0 -> result.path(1);
      case 2 ->
          throw round.refused(
              what
                  + ": invalid argument; is the port there, with option enable 1 in"
                  + " /etc/config/poe?");
      case 3, 4 -> throw round.refused(what + " not found: is realtek-poe running?");
      case 6 -> throw round.refused(what + ": permission denied: the rpcd ACL must grant it");
      case 7 -> throw round.bad(what + ": timed out within the switch");
      default -> throw round.bad(what + ": ubus status " + status);
    };
  }

  private static String brief(JsonNode error) {
    String words = Json.text(error, "code") + " " + Json.text(error, "message");
    return words.length() > 120 ? words.substring(0, 120) + "…" : words.strip();
  }
}
