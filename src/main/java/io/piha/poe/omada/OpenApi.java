package io.piha.poe.omada;

import io.piha.poe.SwitchTrouble;
import io.piha.poe.rest.Json;
import io.piha.poe.rest.RestAnswer;
import io.piha.poe.rest.RestCall;
import io.piha.poe.rest.RestClient;
import io.piha.site.Login;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The Open API, with an OAuth 2 client's token in a header of its own kind. */
final class OpenApi implements OmadaApi {
  private static final int PAGE = 1000;
  private static final int MOST_PAGES = 5;

  /** A token is asked for anew before it ends. */
  private static final Duration MARGIN = Duration.ofMinutes(2);

  private final OmadaConfig config;
  private final Login.Client login;
  private final InstantSource clock;
  private String controller;
  private String site = "";
  private String token = "";
  private boolean lacking;
  private Instant tokenEnds = Instant.MIN;

  OpenApi(OmadaConfig config, Login.Client login, InstantSource clock) {
    this.config = config;
    this.login = login;
    this.clock = clock;
    this.controller = config.controller().orElse("");
  }

  @Override
  public List<JsonNode> rows(RestClient.Round round) throws SwitchTrouble {
    String mac = OmadaAnswer.mac(config.device());
    return list(round, sitePath(round) + "/switches/ports/poe-info").stream()
        .filter(each -> OmadaAnswer.mac(Json.text(each, "switchMac")).equals(mac))
        .toList();
  }

  @Override
  public void set(RestClient.Round round, JsonNode row, int port, boolean on) throws SwitchTrouble {
    String path =
        sitePath(round)
            + "/switches/"
            + OmadaAnswer.mac(config.device())
            + "/ports/"
            + port
            + "/poe-mode";
    RestCall call =
        RestCall.json(
            "PUT", OmadaAnswer.url(round, config.url(), path), Map.of("poeMode", on ? 1 : 0));
    checked(round, round.send(authorized(call)));
  }

  @Override
  public Duration uptime(RestClient.Round round) throws SwitchTrouble {
    String mac = OmadaAnswer.mac(config.device());
    for (JsonNode each : list(round, sitePath(round) + "/devices")) {
      if (OmadaAnswer.mac(Json.text(each, "mac")).equals(mac)) {
        return OmadaTime.parse(Json.text(each, "uptime"))
            .orElseThrow(() -> round.bad("the controller does not tell its uptime"));
      }
    }
    throw round.refused("the site has no device " + config.device());
  }

  private String sitePath(RestClient.Round round) throws SwitchTrouble {
    if (controller.isEmpty()) {
      controller = OmadaAnswer.controllerId(round, config.url());
    }
    if (site.isEmpty()) {
      for (JsonNode each : list(round, "/openapi/v1/" + controller + "/sites")) {
        String id = Json.text(each, "siteId");
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
    return "/openapi/v1/" + controller + "/sites/" + site;
  }

  private List<JsonNode> list(RestClient.Round round, String path) throws SwitchTrouble {
    List<JsonNode> all = new ArrayList<>();
    for (int page = 1; page <= MOST_PAGES; page++) {
      JsonNode told = get(round, path + "?page=" + page + "&pageSize=" + PAGE);
      int before = all.size();
      told.path("data").forEach(all::add);
      if (all.size() == before || all.size() >= told.path("totalRows").asInt(0)) {
        break;
      }
    }
    return all;
  }

  /** A question; it is asked once more with a fresh token when the old one has ended. */
  private JsonNode get(RestClient.Round round, String path) throws SwitchTrouble {
    boolean fresh = false;
    if (token.isEmpty() || !clock.instant().isBefore(tokenEnds)) {
      authorize(round);
      fresh = true;
    }
    RestCall call = RestCall.get(OmadaAnswer.url(round, config.url(), path));
    RestAnswer answer = round.send(authorized(call));
    int code = OmadaAnswer.code(answer).orElse(0);
    if (!fresh && (code == -44112 || code == -44113 || answer.code() == 401)) {
      authorize(round);
      answer = round.send(authorized(call));
    }
    return checked(round, answer);
  }

  private JsonNode checked(RestClient.Round round, RestAnswer answer) throws SwitchTrouble {
    lacking = lacking || OmadaAnswer.code(answer).orElse(0) == OmadaAnswer.UNSUPPORTED;
    return OmadaAnswer.result(round, answer);
  }

  /** It said once that it does not offer what we need. */
  boolean isLacking() {
    return lacking;
  }

  @Override
  public List<JsonNode> clients(RestClient.Round round) throws SwitchTrouble {
    return list(round, sitePath(round) + "/clients");
  }

  private RestCall authorized(RestCall call) {
    return call.with("Authorization", "AccessToken=" + token);
  }

  private void authorize(RestClient.Round round) throws SwitchTrouble {
    if (controller.isEmpty()) {
      controller = OmadaAnswer.controllerId(round, config.url());
    }
    RestCall call =
        RestCall.json(
            "POST",
            OmadaAnswer.url(
                round, config.url(), "/openapi/authorize/token?grant_type=client_credentials"),
            Map.of(
                "omadacId", controller,
                "client_id", login.id().reveal(),
                "client_secret", login.secret().reveal()));
    token = "";
    RestAnswer answer = round.send(call);
    if (OmadaAnswer.code(answer).orElse(0) == -44106) {
      round.pause(Duration.ofMinutes(1), "the controller refused the client's id or secret");
    }
    JsonNode result = OmadaAnswer.result(round, answer);
    String fresh = Json.text(result, "accessToken");
    if (fresh.isEmpty()) {
      throw round.bad("it gave no token");
    }
    token = fresh;
    tokenEnds =
        clock
            .instant()
            .plusSeconds((long) Json.number(result, "expiresIn").orElse(7200))
            .minus(MARGIN);
  }
}
