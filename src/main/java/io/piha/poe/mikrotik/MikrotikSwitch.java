package io.piha.poe.mikrotik;

import io.piha.arbiter.PortReading;
import io.piha.poe.Attached;
import io.piha.poe.PoeSwitch;
import io.piha.poe.PortModes;
import io.piha.poe.PortRow;
import io.piha.poe.SwitchTrouble;
import io.piha.poe.rest.Json;
import io.piha.poe.rest.RestAnswer;
import io.piha.poe.rest.RestCall;
import io.piha.poe.rest.RestClient;
import io.piha.site.Capability;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/** RouterOS 7 over REST. Ports are interface names such as {@code ether5}. */
public final class MikrotikSwitch implements PoeSwitch {
  private static final int MOST_ROWS = 1024;

  /** RouterOS's words for a command or a parameter that it does not have. */
  private static final Pattern UNKNOWN =
      Pattern.compile("no such command|unknown parameter|missing value|expected end of command");

  private static final String POE = "interface/ethernet/poe";

  private final MikrotikConfig config;
  private final RestClient client;

  private final PortModes.OfSwitch modes;

  /**
   * @param modes how ports were on before they were switched off: {@code auto-on}, {@code
   *     forced-on}
   */
  public MikrotikSwitch(MikrotikConfig config, RestClient client, PortModes.OfSwitch modes) {
    this.config = config;
    this.client = client;
    this.modes = modes;
  }

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public Set<Capability> capabilities() {
    return config.capabilities();
  }

  @Override
  public Duration longestCall() {
    return client.longest();
  }

  @Override
  public PortReading read(String port) throws SwitchTrouble {
    return client.talk("reading port " + port + " of " + name(), round -> read(round, port));
  }

  private PortReading read(RestClient.Round round, String port) throws SwitchTrouble {
    for (JsonNode row : rows(round)) {
      if (Json.text(row, "name").equals(port)) {
        String mode = Json.text(row, "poe-out");
        if (mode.endsWith("-on")) {
          modes.seen(port, mode);
        }
        return MikrotikPort.reading(row, live(round, port));
      }
    }
    throw round.refused("it has no PoE interface " + port);
  }

  private List<JsonNode> rows(RestClient.Round round) throws SwitchTrouble {
    JsonNode list = json(round, round.send(RestCall.get(url(round, POE)).with(AUTH, basic())));
    if (!list.isArray()) {
      throw round.bad("the list of PoE interfaces is no list");
    }
    List<JsonNode> rows = new ArrayList<>();
    list.forEach(rows::add);
    return rows.subList(0, Math.min(rows.size(), MOST_ROWS));
  }

  /** What {@code monitor} says once; as a list of one in some versions. */
  private JsonNode live(RestClient.Round round, String port) throws SwitchTrouble {
    JsonNode told = post(round, POE + "/monitor", Map.of("numbers", port, "once", ""));
    return told.isArray() ? told.path(0) : told;
  }

  @Override
  public void set(String port, boolean on, BooleanSupplier permit) throws SwitchTrouble {
    client.talk(
        "switching port " + port + " of " + name() + (on ? " on" : " off"),
        round -> {
          read(round, port);
          if (!permit.getAsBoolean()) {
            throw round.notSent();
          }
          String mode = on ? modes.of(port).orElse("auto-on") : "off";
          return post(round, "interface/ethernet/set", Map.of("numbers", port, "poe-out", mode));
        });
  }

  @Override
  public void cycle(String port, BooleanSupplier permit) throws SwitchTrouble {
    client.talk(
        "cycling port " + port + " of " + name(),
        round -> {
          read(round, port);
          if (!permit.getAsBoolean()) {
            throw round.notSent();
          }
          Map<String, String> body = Map.of("numbers", port, "duration", "10s");
          RestAnswer answer = send(round, POE + "/power-cycle", body);
          return unknown(answer) ? byScript(round, port) : json(round, answer);
        });
  }

  /** Versions differ in how the command wants its port named; one that does not know it says so. */
  private static boolean unknown(RestAnswer answer) {
    return answer.code() == 400
        && answer.json().map(each -> UNKNOWN.matcher(said(each)).find()).orElse(false);
  }

  /** The same command as on the console; sent only after a refusal that surely changed nothing. */
  private JsonNode byScript(RestClient.Round round, String port) throws SwitchTrouble {
    if (!port.matches("[A-Za-z0-9._-]{1,64}")) {
      throw round.refused("its REST service does not know power-cycle for port " + port);
    }
    String script = "/interface ethernet poe power-cycle " + port + " duration=10s";
    return post(round, "execute", Map.of("script", script));
  }

  @Override
  public Duration uptime() throws SwitchTrouble {
    return client.talk(
        "reading the uptime of " + name(),
        round -> {
          RestCall ask = RestCall.get(url(round, "system/resource")).with(AUTH, basic());
          String told = Json.text(json(round, round.send(ask)), "uptime");
          return RouterTime.parse(told).orElseThrow(() -> round.bad("it does not tell its uptime"));
        });
  }

  @Override
  public List<PortRow> ports() throws SwitchTrouble {
    return client.talk(
        "listing the ports of " + name(),
        round -> {
          List<PortRow> rows = new ArrayList<>();
          for (JsonNode row : rows(round)) {
            String port = Json.text(row, "name");
            rows.add(
                new PortRow(
                    port,
                    Json.text(row, "comment"),
                    "",
                    MikrotikPort.reading(row, live(round, port))));
          }
          return List.copyOf(rows);
        });
  }

  /** What the bridge has learned, and the neighbours that tell their names. */
  @Override
  public List<Attached> attached() throws SwitchTrouble {
    return client.talk(
        "listing who is on " + name(),
        round -> {
          List<Attached> all = new ArrayList<>();
          seen(round, "interface/bridge/host", "on-interface", "", all);
          seen(round, "ip/neighbor", "interface", "identity", all);
          return List.copyOf(all);
        });
  }

  private void seen(
      RestClient.Round round, String path, String port, String name, List<Attached> all)
      throws SwitchTrouble {
    JsonNode list = json(round, round.send(RestCall.get(url(round, path)).with(AUTH, basic())));
    for (JsonNode each : list) {
      String mac = Json.text(each, "mac-address").toLowerCase(Locale.ROOT);
      boolean own = Json.text(each, "local").equals("true");
      // A neighbour on a port of a bridge is told as "ether5,bridge".
      String on = Json.text(each, port).split(",", 2)[0];
      if (all.size() < MOST_ROWS && !own && Attached.isMac(mac)) {
        all.add(Attached.of(on, mac, name.isEmpty() ? "" : Json.text(each, name)));
      }
    }
  }

  // --- REST ---

  private static final String AUTH = "Authorization";

  private String basic() {
    return Credentials.basic(
        config.login().username().reveal(),
        config.login().password().reveal(),
        StandardCharsets.UTF_8);
  }

  private HttpUrl url(RestClient.Round round, String path) throws SwitchTrouble {
    HttpUrl base = HttpUrl.parse(config.url().reveal());
    if (base == null) {
      throw round.refused("its address is none");
    }
    return base.newBuilder().encodedPath("/rest/" + path).query(null).build();
  }

  private JsonNode post(RestClient.Round round, String path, Map<String, String> body)
      throws SwitchTrouble {
    return json(round, send(round, path, body));
  }

  private RestAnswer send(RestClient.Round round, String path, Map<String, String> body)
      throws SwitchTrouble {
    return round.send(RestCall.json("POST", url(round, path), body).with(AUTH, basic()));
  }

  private static JsonNode json(RestClient.Round round, RestAnswer answer) throws SwitchTrouble {
    Optional<JsonNode> json = answer.json();
    if (answer.code() == 401) {
      round.pause(Duration.ofSeconds(30), "it refused username and password (status 401)");
      throw round.refused("it refused username and password (status 401)");
    }
    if (!answer.isSuccess()) {
      throw round.status(answer, json.map(MikrotikSwitch::said).orElse(""));
    }
    return json.orElseThrow(() -> round.bad("the answer is no JSON; is www-ssl the REST service?"));
  }

  /** RouterOS's own words: {@code {"error":400,"message":…,"detail":…}}. */
  private static String said(JsonNode json) {
    String words = Json.text(json, "message") + " " + Json.text(json, "detail");
    return words.length() > 200 ? words.substring(0, 200) + "…" : words.strip();
  }

  @Override
  public void close() {}
}
