package io.piha.poe.unifi;

import io.piha.poe.SwitchTrouble;
import io.piha.poe.rest.Cookies;
import io.piha.poe.rest.Json;
import io.piha.poe.rest.RestAnswer;
import io.piha.poe.rest.RestCall;
import io.piha.poe.rest.RestClient;
import io.piha.site.Login;
import io.piha.site.SecretText;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A session with the classic API: cookies, and on UniFi OS a CSRF token that changes as it pleases
 * and goes along with every write. The two kinds of console are told apart by what they answer to
 * {@code GET /}: UniFi OS 200, the older one a redirect.
 */
final class ClassicSession {
  private static final String CSRF = "X-CSRF-Token";

  private final SecretText address;
  private final String site;
  private final Login.Account account;
  private final Cookies cookies = new Cookies();
  private String csrf = "";
  private boolean loggedIn;
  private @Nullable Boolean unifiOs;

  ClassicSession(SecretText address, String site, Login.Account account) {
    this.address = address;
    this.site = site;
    this.account = account;
  }

  /** A question; it is asked once more with a fresh session when the old one has ended. */
  JsonNode get(RestClient.Round round, String path) throws SwitchTrouble {
    boolean fresh = !loggedIn;
    if (fresh) {
      logIn(round);
    }
    RestAnswer answer = exchange(round, RestCall.get(url(round, path)));
    if (!fresh && hasEnded(answer)) {
      logIn(round);
      answer = exchange(round, RestCall.get(url(round, path)));
    }
    return data(round, answer);
  }

  /** A command, sent once, in the session that the question before it has proven. */
  JsonNode send(RestClient.Round round, String method, String path, Object body)
      throws SwitchTrouble {
    return data(round, exchange(round, RestCall.json(method, url(round, path), body)));
  }

  private void logIn(RestClient.Round round) throws SwitchTrouble {
    cookies.clear();
    csrf = "";
    loggedIn = false;
    boolean os = isUnifiOs(round);
    Map<String, Object> who =
        Map.of(
            "username", account.username().reveal(),
            "password", account.password().reveal(),
            "rememberMe", true);
    HttpUrl url = base(round, os ? "/api/auth/login" : "/api/login");
    RestAnswer answer = exchange(round, RestCall.json("POST", url, who));
    String said = error(answer);
    if (answer.code() == 499 || said.contains("Ubic2faTokenRequired")) {
      throw loginRefused(round, "the account wants a second factor; use a local account without");
    }
    if (answer.code() == 400
        || answer.code() == 401
        || answer.code() == 403
        || said.equals("api.err.Invalid")) {
      throw loginRefused(
          round, "the console refused username and password" + (said.isEmpty() ? "" : ": " + said));
    }
    if (!answer.isSuccess() || !said.isEmpty()) {
      // Another kind of console may answer there after an upgrade.
      unifiOs = null;
      throw round.status(answer, "login failed " + said);
    }
    loggedIn = true;
  }

  private static SwitchTrouble loginRefused(RestClient.Round round, String why) {
    round.pause(Duration.ofMinutes(1), why);
    return round.refused(why);
  }

  private boolean isUnifiOs(RestClient.Round round) throws SwitchTrouble {
    Boolean known = unifiOs;
    if (known == null) {
      known = round.send(RestCall.get(base(round, "/"))).code() == 200;
      unifiOs = known;
    }
    return known;
  }

  private RestAnswer exchange(RestClient.Round round, RestCall call) throws SwitchTrouble {
    RestCall full = cookies.on(call);
    if (!csrf.isEmpty() && !call.method().equals("GET")) {
      full = full.with(CSRF, csrf);
    }
    RestAnswer answer = round.send(full);
    cookies.adopt(answer);
    answer
        .header("X-Updated-CSRF-Token")
        .or(() -> answer.header(CSRF))
        .ifPresent(fresh -> csrf = fresh);
    return answer;
  }

  private static boolean hasEnded(RestAnswer answer) {
    return answer.code() == 401
        || answer.isWebPage()
        || error(answer).equals("api.err.LoginRequired");
  }

  /** {@code {"meta":{"rc":"ok"|"error","msg":…},"data":[…]}}, whatever the status. */
  private JsonNode data(RestClient.Round round, RestAnswer answer) throws SwitchTrouble {
    String said = error(answer);
    if (answer.code() == 401 || said.equals("api.err.LoginRequired")) {
      loggedIn = false;
      throw round.refused("the session has ended");
    }
    if (answer.code() == 403) {
      loggedIn = false;
      throw round.refused("not allowed: the account's role, or the CSRF token (" + said + ")");
    }
    if (said.equals("api.err.InvalidTargetPort")) {
      throw round.refused("the port delivers no power, so it cannot be cycled (" + said + ")");
    }
    if (!said.isEmpty() && answer.code() < 500) {
      throw round.refused("the console said " + said);
    }
    if (!answer.isSuccess()) {
      throw round.status(answer, answer.code() >= 502 ? "the console may be starting" : said);
    }
    Optional<JsonNode> json = answer.json();
    if (json.isEmpty() || !Json.text(json.get().path("meta"), "rc").equals("ok")) {
      loggedIn = false;
      throw round.bad(
          answer.isWebPage()
              ? "a web page came instead of an answer; the session may have ended"
              : "the answer is none; the console may be starting");
    }
    return json.get().path("data");
  }

  /** The console's own word for what is wrong; empty when there is none. */
  private static String error(RestAnswer answer) {
    String said =
        answer
            .json()
            .filter(each -> !Json.text(each.path("meta"), "rc").equals("ok"))
            .map(
                each ->
                    Json.text(each.path("meta"), "msg").isEmpty()
                        ? Json.text(each, "code")
                        : Json.text(each.path("meta"), "msg"))
            .orElse("");
    return said.matches("[A-Za-z0-9_.-]{1,100}") ? said : "";
  }

  private HttpUrl url(RestClient.Round round, String path) throws SwitchTrouble {
    boolean os = isUnifiOs(round);
    return base(round, (os ? "/proxy/network" : "") + "/api/s/" + site + "/" + path);
  }

  private HttpUrl base(RestClient.Round round, String path) throws SwitchTrouble {
    HttpUrl base = HttpUrl.parse(address.reveal());
    HttpUrl url = base == null ? null : base.resolve(path);
    if (url == null) {
      throw round.refused("its address is none");
    }
    return url;
  }
}
