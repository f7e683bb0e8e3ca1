package io.piha.poe.unifi;

import io.piha.arbiter.PortReading;
import io.piha.arbiter.PortReading.Delivery;
import io.piha.poe.Attached;
import io.piha.poe.PortRow;
import io.piha.poe.SwitchTrouble;
import io.piha.poe.rest.Json;
import io.piha.poe.rest.RestAnswer;
import io.piha.poe.rest.RestCall;
import io.piha.poe.rest.RestClient;
import io.piha.site.Login;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/**
 * The official Network Integration API ({@code /proxy/network/integration/v1}, header {@code
 * X-API-KEY}). Its one act on a port is {@code POWER_CYCLE}; ids are UUIDs of its own.
 */
final class IntegrationApi implements UnifiApi {
  private static final int PAGE = 200;
  private static final int MOST_PAGES = 20;

  private final UnifiConfig config;
  private final Login.ApiKey key;
  private String site = "";
  private String device = "";

  IntegrationApi(UnifiConfig config, Login.ApiKey key) {
    this.config = config;
    this.key = key;
  }

  @Override
  public PortReading read(RestClient.Round round, int port) throws SwitchTrouble {
    for (JsonNode each : table(round)) {
      if (each.path("idx").asInt(-1) == port) {
        if (!each.path("poe").isObject()) {
          throw round.refused("its port " + port + " has no PoE");
        }
        return reading(each.path("poe"));
      }
    }
    throw round.refused("it has no port " + port);
  }

  private static PortReading reading(JsonNode poe) {
    Delivery delivery =
        switch (Json.text(poe, "state")) {
          case "UP" -> Delivery.DELIVERING;
          case "DOWN" -> Delivery.NOT_DELIVERING;
          // LIMITED: delivers less than it was asked for.
          case "LIMITED" -> Delivery.DELIVERING;
          default -> Delivery.UNKNOWN;
        };
    return new PortReading(
        Json.truth(poe, "enabled").orElse(true), delivery, OptionalDouble.empty());
  }

  private JsonNode table(RestClient.Round round) throws SwitchTrouble {
    JsonNode found = get(round, devicePath(round));
    String state = Json.text(found, "state");
    if (!state.equals("ONLINE")) {
      throw round.bad("the console says that the switch is " + (state.isEmpty() ? "?" : state));
    }
    return found.path("interfaces").path("ports");
  }

  @Override
  public void set(RestClient.Round round, int port, boolean on, BooleanSupplier permit)
      throws SwitchTrouble {
    throw round.refused("with an API key a port can only be cycled, not switched");
  }

  @Override
  public void cycle(RestClient.Round round, int port, BooleanSupplier permit) throws SwitchTrouble {
    read(round, port);
    HttpUrl url = url(round, devicePath(round) + "/interfaces/ports/" + port + "/actions");
    RestCall call = RestCall.json("POST", url, Map.of("action", "POWER_CYCLE"));
    if (!permit.getAsBoolean()) {
      throw round.notSent();
    }
    checked(round, round.send(authorized(call)));
  }

  @Override
  public Duration uptime(RestClient.Round round) throws SwitchTrouble {
    OptionalDouble seconds =
        Json.number(get(round, devicePath(round) + "/statistics/latest"), "uptimeSec");
    if (seconds.isEmpty() || seconds.getAsDouble() < 0) {
      throw round.bad("the console does not tell its uptime");
    }
    return Duration.ofSeconds((long) seconds.getAsDouble());
  }

  @Override
  public List<PortRow> ports(RestClient.Round round) throws SwitchTrouble {
    List<PortRow> rows = new ArrayList<>();
    for (JsonNode each : table(round)) {
      if (each.path("poe").isObject()) {
        rows.add(
            new PortRow(
                Json.text(each, "idx"),
                Json.text(each, "name"),
                Json.text(each.path("poe"), "standard"),
                reading(each.path("poe"))));
      }
    }
    return List.copyOf(rows);
  }

  /** It tells on which device a client is, and not on which port. */
  @Override
  public List<Attached> attached(RestClient.Round round) {
    return List.of();
  }

  // --- where the switch is ---

  private String devicePath(RestClient.Round round) throws SwitchTrouble {
    if (device.isEmpty()) {
      site =
          find(round, "sites", this::isOurSite)
              .orElseThrow(() -> round.refused("the console has no site " + config.site()));
      device =
          find(round, "sites/" + site + "/devices", this::isOurDevice)
              .orElseThrow(() -> round.refused("the site has no device " + config.device()));
    }
    return "sites/" + site + "/devices/" + device;
  }

  private boolean isOurSite(JsonNode each) {
    return config.site().equals(Json.text(each, "id"))
        || config.site().equalsIgnoreCase(Json.text(each, "internalReference"))
        || config.site().equalsIgnoreCase(Json.text(each, "name"));
  }

  private boolean isOurDevice(JsonNode each) {
    return UnifiApi.isNamed(config.device(), Json.text(each, "id"), Json.text(each, "macAddress"));
  }

  private Optional<String> find(
      RestClient.Round round, String path, java.util.function.Predicate<JsonNode> wanted)
      throws SwitchTrouble {
    for (int page = 0; page < MOST_PAGES; page++) {
      JsonNode told = get(round, path + "?offset=" + page * PAGE + "&limit=" + PAGE);
      for (JsonNode each : told.path("data")) {
        String id = Json.text(each, "id");
        if (wanted.test(each) && id.matches("[0-9A-Za-z-]{1,64}")) {
          return Optional.of(id);
        }
      }
      if ((page + 1) * PAGE >= told.path("totalCount").asInt(0)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  // --- requests ---

  private JsonNode get(RestClient.Round round, String path) throws SwitchTrouble {
    return checked(round, round.send(authorized(RestCall.get(url(round, path)))));
  }

  private RestCall authorized(RestCall call) {
    return call.with("X-API-KEY", key.key().reveal()).with("Accept", "application/json");
  }

  private HttpUrl url(RestClient.Round round, String path) throws SwitchTrouble {
    HttpUrl base = HttpUrl.parse(config.url().reveal());
    HttpUrl url = base == null ? null : base.resolve("/proxy/network/integration/v1/" + path);
    if (url == null) {
      throw round.refused("its address is none");
    }
    return url;
  }

  /** Errors bear statusCode, statusName, code, message. */
  private JsonNode checked(RestClient.Round round, RestAnswer answer) throws SwitchTrouble {
    Optional<JsonNode> json = answer.json();
    if (answer.isSuccess()) {
      // An action may be answered without a body.
      return answer.body().isBlank()
          ? Json.read("{}").orElseThrow()
          : json.orElseThrow(() -> round.bad("the answer is no JSON; the console may be starting"));
    }
    if (answer.code() == 401 || answer.code() == 403) {
      round.pause(Duration.ofSeconds(30), "the console refused the API key");
      throw round.refused("the console refused the API key (" + answer.brief() + ")");
    }
    if (answer.code() == 404) {
      // The switch may have been adopted anew; its id is looked up again next time.
      device = "";
    }
    String words =
        json.map(each -> Json.text(each, "code") + " " + Json.text(each, "message")).orElse("");
    throw round.status(answer, words.length() > 200 ? words.substring(0, 200) : words.strip());
  }
}
