package io.piha.poe.unifi;

import io.piha.arbiter.PortReading;
import io.piha.poe.Attached;
import io.piha.poe.PortModes;
import io.piha.poe.PortRow;
import io.piha.poe.SwitchTrouble;
import io.piha.poe.rest.Json;
import io.piha.poe.rest.RestClient;
import io.piha.site.Login;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The API of the console's own web pages, with a local account. */
final class ClassicApi implements UnifiApi {
  /** {@code state} of a device: connected to its console. */
  private static final int CONNECTED = 1;

  private static final int MOST = 1024;

  private final UnifiConfig config;
  private final ClassicSession session;

  private final PortModes.OfSwitch modes;

  ClassicApi(UnifiConfig config, Login.Account account, PortModes.OfSwitch modes) {
    this.config = config;
    this.modes = modes;
    this.session = new ClassicSession(config.url(), config.site(), account);
  }

  @Override
  public PortReading read(RestClient.Round round, int port) throws SwitchTrouble {
    return reading(row(round, device(round), port), port);
  }

  private PortReading reading(JsonNode row, int port) {
    String mode = Json.text(row, "poe_mode");
    if (!mode.equals("off") && !mode.isEmpty()) {
      modes.seen(String.valueOf(port), mode);
    }
    return ClassicPort.reading(row);
  }

  private JsonNode device(RestClient.Round round) throws SwitchTrouble {
    for (JsonNode each : session.get(round, "stat/device")) {
      if (UnifiApi.isNamed(config.device(), Json.text(each, "_id"), Json.text(each, "mac"))) {
        int state = each.path("state").asInt(-1);
        if (state != CONNECTED) {
          throw round.bad(
              "the switch is not connected to its console (" + ClassicPort.state(state) + ")");
        }
        return each;
      }
    }
    throw round.refused("the console has no device " + config.device());
  }

  private static JsonNode row(RestClient.Round round, JsonNode device, int port)
      throws SwitchTrouble {
    for (JsonNode each : device.path("port_table")) {
      if (each.path("port_idx").asInt(-1) == port) {
        if (!ClassicPort.hasPoe(each)) {
          throw round.refused("its port " + port + " has no PoE");
        }
        return each;
      }
    }
    throw round.refused("it has no port " + port);
  }

  /**
   * The list of overrides that is sent replaces the stored one, so all others are sent back as they
   * were read a moment before.
   */
  @Override
  public void set(RestClient.Round round, int port, boolean on, BooleanSupplier permit)
      throws SwitchTrouble {
    JsonNode device = device(round);
    JsonNode row = row(round, device, port);
    reading(row, port);
    String mode = on ? modes.of(String.valueOf(port)).orElse("auto") : "off";
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("port_overrides", overrides(device, row, port, mode));
    String id = Json.text(device, "_id");
    if (!id.matches("[0-9A-Za-z-]{1,64}")) {
      throw round.bad("the switch's id is none");
    }
    if (!permit.getAsBoolean()) {
      throw round.notSent();
    }
    session.send(round, "PUT", "rest/device/" + id, body);
  }

  static ArrayNode overrides(JsonNode device, JsonNode row, int port, String mode) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    boolean there = false;
    for (JsonNode each : device.path("port_overrides")) {
      JsonNode kept = each;
      if (each.path("port_idx").asInt(-1) == port && each instanceof ObjectNode own) {
        ObjectNode changed = own.deepCopy();
        changed.put("poe_mode", mode);
        kept = changed;
        there = true;
      }
      all.add(kept);
    }
    if (!there) {
      ObjectNode own = all.addObject();
      own.put("port_idx", port);
      own.put("poe_mode", mode);
      String profile = Json.text(row, "portconf_id");
      if (!profile.isEmpty()) {
        own.put("portconf_id", profile);
      }
    }
    return all;
  }

  @Override
  public void cycle(RestClient.Round round, int port, BooleanSupplier permit) throws SwitchTrouble {
    JsonNode device = device(round);
    row(round, device, port);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("cmd", "power-cycle");
    body.put("mac", Json.text(device, "mac"));
    body.put("port_idx", port);
    if (!permit.getAsBoolean()) {
      throw round.notSent();
    }
    session.send(round, "POST", "cmd/devmgr", body);
  }

  @Override
  public Duration uptime(RestClient.Round round) throws SwitchTrouble {
    OptionalDouble seconds = Json.number(device(round), "uptime");
    if (seconds.isEmpty() || seconds.getAsDouble() < 0) {
      throw round.bad("the console does not tell its uptime");
    }
    return Duration.ofSeconds((long) seconds.getAsDouble());
  }

  @Override
  public List<PortRow> ports(RestClient.Round round) throws SwitchTrouble {
    List<PortRow> rows = new ArrayList<>();
    for (JsonNode each : device(round).path("port_table")) {
      if (ClassicPort.hasPoe(each)) {
        rows.add(
            new PortRow(
                Json.text(each, "port_idx"),
                Json.text(each, "name"),
                Json.text(each, "poe_class"),
                ClassicPort.reading(each)));
      }
    }
    return List.copyOf(rows);
  }

  /** The console's wired clients ({@code stat/sta}), and the switch's LLDP neighbours. */
  @Override
  public List<Attached> attached(RestClient.Round round) throws SwitchTrouble {
    JsonNode device = device(round);
    String own = Json.text(device, "mac");
    List<Attached> all = new ArrayList<>();
    for (JsonNode each : session.get(round, "stat/sta")) {
      boolean here = UnifiApi.isNamed(own, "", Json.text(each, "sw_mac"));
      if (here && Json.truth(each, "is_wired").orElse(false)) {
        String name = Json.text(each, "name");
        add(all, each, "sw_port", "mac", name.isEmpty() ? Json.text(each, "hostname") : name);
      }
    }
    for (JsonNode each : device.path("lldp_table")) {
      add(all, each, "local_port_idx", "chassis_id", Json.text(each, "chassis_name"));
    }
    return List.copyOf(all);
  }

  private static void add(List<Attached> all, JsonNode row, String port, String mac, String name) {
    String address = Json.text(row, mac).toLowerCase(Locale.ROOT);
    String on = Json.text(row, port);
    if (all.size() < MOST && Attached.isMac(address) && on.matches("[1-9]\\d{0,3}")) {
      all.add(Attached.of(on, address, name));
    }
  }
}
