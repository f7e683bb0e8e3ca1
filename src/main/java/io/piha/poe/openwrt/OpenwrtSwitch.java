package io.piha.poe.openwrt;

import io.piha.arbiter.PortReading;
import io.piha.arbiter.PortReading.Delivery;
import io.piha.poe.Attached;
import io.piha.poe.PoeSwitch;
import io.piha.poe.PortRow;
import io.piha.poe.SwitchTrouble;
import io.piha.poe.rest.Json;
import io.piha.poe.rest.RestClient;
import io.piha.site.Capability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** OpenWrt with realtek-poe over ubus. Ports are interface names such as {@code lan5}. */
public final class OpenwrtSwitch implements PoeSwitch {
  private static final int MOST_ROWS = 1024;

  private final OpenwrtConfig config;
  private final RestClient client;
  private final Ubus ubus;

  public OpenwrtSwitch(OpenwrtConfig config, RestClient client) {
    this.config = config;
    this.client = client;
    this.ubus = new Ubus(config.url(), config.login());
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
    JsonNode told = table(round).path(port);
    if (!told.isObject()) {
      throw round.refused("realtek-poe knows no port " + port);
    }
    return reading(told);
  }

  private JsonNode table(RestClient.Round round) throws SwitchTrouble {
    JsonNode ports = ubus.ask(round, "poe", "info", Map.of()).path("ports");
    if (!ports.isObject()) {
      throw round.bad("poe info tells no ports");
    }
    return ports;
  }

  /** The status is polled by realtek-poe every two seconds, and so as old at most. */
  private static PortReading reading(JsonNode port) {
    String status = Json.text(port, "status");
    Delivery delivery =
        switch (status) {
          case "Delivering power" -> Delivery.DELIVERING;
          case "Disabled", "Searching", "Requesting power" -> Delivery.NOT_DELIVERING;
          case "Fault", "Other fault" -> Delivery.FAULT;
          default -> Delivery.UNKNOWN;
        };
    OptionalDouble watts = Json.number(port, "consumption");
    return new PortReading(!status.equals("Disabled"), delivery, watts);
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
          return ubus.command(round, "poe", "manage", Map.of("port", port, "enable", on));
        });
  }

  @Override
  public Duration uptime() throws SwitchTrouble {
    return client.talk(
        "reading the uptime of " + name(),
        round -> {
          OptionalDouble up = Json.number(ubus.ask(round, "system", "info", Map.of()), "uptime");
          if (up.isEmpty() || up.getAsDouble() < 0) {
            throw round.bad("system info tells no uptime");
          }
          return Duration.ofSeconds((long) up.getAsDouble());
        });
  }

  @Override
  public List<PortRow> ports() throws SwitchTrouble {
    return client.talk(
        "listing the ports of " + name(),
        round -> {
          List<PortRow> rows = new ArrayList<>();
          for (Map.Entry<String, JsonNode> each : table(round).properties()) {
            if (rows.size() < MOST_ROWS) {
              rows.add(
                  new PortRow(
                      each.getKey(),
                      "",
                      Json.text(each.getValue(), "mode"),
                      reading(each.getValue())));
            }
          }
          return List.copyOf(rows);
        });
  }

  /**
   * What the bridge has learned, as {@code bridge fdb show} tells it; wants the package {@code
   * ip-bridge}, and the right to run that one program.
   */
  @Override
  public List<Attached> attached() throws SwitchTrouble {
    return client.talk(
        "listing who is on " + name(),
        round -> {
          JsonNode told =
              ubus.ask(
                  round,
                  "file",
                  "exec",
                  Map.of("command", "/usr/sbin/bridge", "params", List.of("fdb", "show")));
          return BridgeTable.read(Json.text(told, "stdout"));
        });
  }

  /** Told by the ports: an account may be allowed them and not the uptime. */
  @Override
  public Optional<String> silence() {
    try {
      client.talk("asking whether " + name() + " answers", this::table);
      return Optional.empty();
    } catch (SwitchTrouble trouble) {
      return switch (trouble.kind()) {
        case REFUSED, BAD_ANSWER -> Optional.empty();
        case NO_ANSWER, NOT_SENT -> Optional.of(trouble.words());
      };
    }
  }

  @Override
  public void close() {}
}
