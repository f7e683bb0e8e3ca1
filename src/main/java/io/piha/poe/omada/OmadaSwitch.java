package io.piha.poe.omada;

import io.piha.arbiter.PortReading;
import io.piha.poe.Attached;
import io.piha.poe.PoeSwitch;
import io.piha.poe.PortModes;
import io.piha.poe.PortRow;
import io.piha.poe.SwitchTrouble;
import io.piha.poe.rest.Json;
import io.piha.poe.rest.RestClient;
import io.piha.site.Capability;
import io.piha.site.Login;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** An Omada switch, through its controller. What it tells is what the switch last told it. */
public final class OmadaSwitch implements PoeSwitch {
  private static final int MOST_ROWS = 1024;

  private final OmadaConfig config;
  private final RestClient client;
  private final OmadaApi api;

  /**
   * @param modes how ports were on before they were switched off
   */
  public OmadaSwitch(OmadaConfig config, RestClient client, PortModes.OfSwitch modes) {
    this.config = config;
    this.client = client;
    this.api =
        switch (config.login()) {
          case Login.Client open -> new OpenApi(config, open, client.clock());
          case Login.Account account -> new WebApi(config, account, modes);
          case Login.Both both ->
              new EitherApi(
                  new OpenApi(config, both.client(), client.clock()),
                  new WebApi(config, both.account(), modes));
          case Login.ApiKey _ ->
              throw new IllegalArgumentException("an Omada controller knows no API keys");
        };
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
    return client.talk(
        "reading port " + port + " of " + name(),
        round -> OmadaPort.reading(row(round, number(round, port))));
  }

  private JsonNode row(RestClient.Round round, int port) throws SwitchTrouble {
    for (JsonNode each : api.rows(round)) {
      if (OmadaPort.number(each) == port) {
        if (!OmadaPort.hasPoe(each)) {
          throw round.refused("its port " + port + " has no PoE");
        }
        return each;
      }
    }
    throw round.refused("it has no port " + port);
  }

  @Override
  public void set(String port, boolean on, BooleanSupplier permit) throws SwitchTrouble {
    client.talk(
        "switching port " + port + " of " + name() + (on ? " on" : " off"),
        round -> {
          int number = number(round, port);
          JsonNode row = row(round, number);
          if (!permit.getAsBoolean()) {
            throw round.notSent();
          }
          api.set(round, row, number, on);
          return on;
        });
  }

  @Override
  public Duration uptime() throws SwitchTrouble {
    return client.talk("reading the uptime of " + name(), api::uptime);
  }

  @Override
  public List<PortRow> ports() throws SwitchTrouble {
    return client.talk(
        "listing the ports of " + name(),
        round -> {
          List<PortRow> rows = new ArrayList<>();
          for (JsonNode each : api.rows(round)) {
            if (OmadaPort.hasPoe(each) && rows.size() < MOST_ROWS) {
              rows.add(
                  new PortRow(
                      String.valueOf(OmadaPort.number(each)),
                      label(each),
                      Json.text(each, "pdClass"),
                      OmadaPort.reading(each)));
            }
          }
          return List.copyOf(rows);
        });
  }

  private static String label(JsonNode row) {
    String name = Json.text(row, "name");
    return name.isEmpty() ? Json.text(row, "portName") : name;
  }

  /** The wired clients that the controller has on this switch. */
  @Override
  public List<Attached> attached() throws SwitchTrouble {
    return client.talk(
        "listing who is on " + name(),
        round -> {
          String own = OmadaAnswer.mac(config.device());
          List<Attached> all = new ArrayList<>();
          for (JsonNode each : api.clients(round)) {
            boolean here = OmadaAnswer.mac(Json.text(each, "switchMac")).equals(own);
            String mac = Json.text(each, "mac").replace('-', ':').toLowerCase(Locale.ROOT);
            int port = OmadaPort.number(each);
            if (here && port > 0 && Attached.isMac(mac) && all.size() < MOST_ROWS) {
              String name = Json.text(each, "name");
              all.add(
                  Attached.of(
                      String.valueOf(port),
                      mac,
                      name.isEmpty() ? Json.text(each, "hostName") : name));
            }
          }
          return List.copyOf(all);
        });
  }

  private static int number(RestClient.Round round, String port) throws SwitchTrouble {
    if (!port.matches("[1-9]\\d{0,3}")) {
      throw round.refused("it has no port " + port + ": write its number");
    }
    return Integer.parseInt(port);
  }

  @Override
  public void close() {}
}
