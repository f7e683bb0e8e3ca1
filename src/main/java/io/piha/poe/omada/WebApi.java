package io.piha.poe.omada;

import io.piha.poe.PortModes;
import io.piha.poe.SwitchTrouble;
import io.piha.poe.rest.Cookies;
import io.piha.poe.rest.Json;
import io.piha.poe.rest.RestAnswer;
import io.piha.poe.rest.RestCall;
import io.piha.poe.rest.RestClient;
import io.piha.site.Login;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The private API of the controller's web pages, for controllers whose Open API has no switch
 * ports. A session that has ended is told by a login page with status 200.
 */
final class WebApi implements OmadaApi {
  private final OmadaConfig config;
  private final Login.Account account;
  private final PortModes.OfSwitch modes;
  private final Cookies cookies = new Cookies();
  private String controller;
  private String csrf = "";
  private String site = "";

  WebApi(OmadaConfig config, Login.Account account, PortModes.OfSwitch modes) {
    this.modes = modes;
    this.config = config;
    this.account = account;
    this.controller = config.controller().orElse("");
  }

  @Override
  public List<JsonNode> rows(RestClient.Round round) throws SwitchTrouble {
    List<JsonNode> rows = new ArrayList<>();
    get(round, switchPath(round) + "/ports").forEach(rows::add);
    rows.forEach(this::remember);
    return rows;
  }

  /** Only what the port has of its own: a port that follows a profile comes back plainly on. */
  private void remember(JsonNode row) {
    if (OmadaPort.hasPoe(row) && OmadaPort.reading(row).adminOn()) {
      boolean own = Json.truth(row, "profileOverrideEnable").orElse(true);
      modes.seen(
          String.valueOf(OmadaPort.number(row)),
          own ? Json.text(row, "poe") : String.valueOf(OmadaPort.ON));
    }
  }

  private int lit(int port) {
    String deviceSetting = String.valueOf(OmadaPort.DEVICE_SETTING);
    return modes.of(String.valueOf(port)).filter(deviceSetting::equals).isPresent()
        ? OmadaPort.DEVICE_SETTING
        : OmadaPort.ON;
  }

  /** The whole port goes back as it was read, with its PoE changed. */
  @Override
  public void set(RestClient.Round round, JsonNode row, int port, boolean on) throws SwitchTrouble {
    if (!(row instanceof ObjectNode whole)) {
      throw round.bad("the port is told in an unknown way");
    }
    ObjectNode changed = whole.deepCopy();
    changed.put("profileOverrideEnable", true);
    changed.put("poe", on ? lit(port) : OmadaPort.OFF);
    RestCall call =
        RestCall.json(
            "PATCH",
            OmadaAnswer.url(round, config.url(), switchPath(round) + "/ports/" + port),
            changed);
    OmadaAnswer.result(round, exchange(round, call));
  }

  @Override
  public Duration uptime(RestClient.Round round) throws SwitchTrouble {
    JsonNode told = get(round, switchPath(round));
    OptionalDouble seconds = Json.number(told, "uptimeLong");
    if (seconds.isPresent() && seconds.getAsDouble() >= 0) {
      return Duration.ofSeconds((long) seconds.getAsDouble());
    }
    return OmadaTime.parse(Json.text(told, "uptime"))
        .orElseThrow(() -> round.bad("the controller does not tell its uptime"));
  }

  @Override
  public List<JsonNode> clients(RestClient.Round round) throws SwitchTrouble {
    switchPath(round);
    List<JsonNode> rows = new ArrayList<>();
    String query = "/clients?currentPage=1&currentPageSize=1000&filters.active=true";
    get(round, "/sites/" + site + query).path("data").forEach(rows::add);
    return rows;
  }

  private String switchPath(RestClient.Round round) throws SwitchTrouble {
    if (site.isEmpty()) {
      JsonNode told = get(round, "/sites?currentPage=1&currentPageSize=100");
      for (JsonNode each : told.path("data")) {
        String id = Json.text(each, "id");
        boolean ours =
            config.site().equals(id) || config.site().equalsIgnoreCase(Json.text(each, "name"));
        if (ours && OmadaAnswer.isId(id)) {
          site = id;
        }
      }
      if (site.isEmpty()) {
        throw round.refused("the controller has no site " + config.site());
      }
    }
    return path(round, "/sites/" + site + "/switches/" + OmadaAnswer.mac(config.device()));
  }

  private String path(RestClient.Round round, String rest) throws SwitchTrouble {
    if (controller.isEmpty()) {
      controller = OmadaAnswer.controllerId(round, config.url());
    }
    return rest.startsWith("/sites") ? "/" + controller + "/api/v2" + rest : rest;
  }

  /** A question; it is asked once more with a fresh session when the old one has ended. */
  private JsonNode get(RestClient.Round round, String path) throws SwitchTrouble {
    boolean fresh = csrf.isEmpty();
    if (fresh) {
      logIn(round);
    }
    RestCall call = RestCall.get(OmadaAnswer.url(round, config.url(), path(round, path)));
    RestAnswer answer = exchange(round, call);
    if (!fresh && (answer.isWebPage() || answer.code() == 401 || answer.code() == 302)) {
      logIn(round);
      answer = exchange(round, call);
    }
    return OmadaAnswer.result(round, answer);
  }

  private RestAnswer exchange(RestClient.Round round, RestCall call) throws SwitchTrouble {
    RestAnswer answer = round.send(cookies.on(call).with("Csrf-Token", csrf));
    cookies.adopt(answer);
    return answer;
  }

  private void logIn(RestClient.Round round) throws SwitchTrouble {
    cookies.clear();
    csrf = "";
    if (controller.isEmpty()) {
      controller = OmadaAnswer.controllerId(round, config.url());
    }
    RestCall call =
        RestCall.json(
            "POST",
            OmadaAnswer.url(round, config.url(), "/" + controller + "/api/v2/login"),
            Map.of(
                "username", account.username().reveal(),
                "password", account.password().reveal()));
    RestAnswer answer = round.send(call);
    if (OmadaAnswer.code(answer).orElse(0) == -30109) {
      round.pause(Duration.ofMinutes(1), "the controller refused username and password");
    }
    String token = Json.text(OmadaAnswer.result(round, answer), "token");
    if (token.isEmpty()) {
      throw round.bad("it gave no token");
    }
    cookies.adopt(answer);
    csrf = token;
  }
}
