package io.piha.poe.unifi;

import io.piha.arbiter.PortReading;
import io.piha.poe.Attached;
import io.piha.poe.PoeSwitch;
import io.piha.poe.PortModes;
import io.piha.poe.PortRow;
import io.piha.poe.SwitchTrouble;
import io.piha.poe.rest.RestClient;
import io.piha.site.Capability;
import io.piha.site.Login;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A UniFi switch, through its console. What the console tells is what the switch last told it, some
 * seconds ago; of a switch that is not connected to it nothing is believed.
 */
public final class UnifiSwitch implements PoeSwitch {
  private final UnifiConfig config;
  private final RestClient client;
  private final UnifiApi api;

  /**
   * @param modes how ports were on before they were switched off
   */
  public UnifiSwitch(UnifiConfig config, RestClient client, PortModes.OfSwitch modes) {
    this.config = config;
    this.client = client;
    this.api =
        switch (config.login()) {
          case Login.ApiKey key -> new IntegrationApi(config, key);
          case Login.Account account -> new ClassicApi(config, account, modes);
          case Login.Client _, Login.Both _ ->
              throw new IllegalArgumentException("a UniFi console knows no OAuth clients");
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
        "reading port " + port + " of " + name(), round -> api.read(round, number(round, port)));
  }

  @Override
  public void set(String port, boolean on, BooleanSupplier permit) throws SwitchTrouble {
    client.talk(
        "switching port " + port + " of " + name() + (on ? " on" : " off"),
        round -> {
          api.set(round, number(round, port), on, permit);
          return on;
        });
  }

  @Override
  public void cycle(String port, BooleanSupplier permit) throws SwitchTrouble {
    client.talk(
        "cycling port " + port + " of " + name(),
        round -> {
          api.cycle(round, number(round, port), permit);
          return port;
        });
  }

  @Override
  public Duration uptime() throws SwitchTrouble {
    return client.talk("reading the uptime of " + name(), api::uptime);
  }

  @Override
  public List<PortRow> ports() throws SwitchTrouble {
    return client.talk("listing the ports of " + name(), api::ports);
  }

  @Override
  public List<Attached> attached() throws SwitchTrouble {
    return client.talk("listing who is on " + name(), api::attached);
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
