package io.piha.poe.drivers;

import io.piha.engine.NameLookup;
import io.piha.poe.PoeSwitch;
import io.piha.poe.PortModes;
import io.piha.poe.http.HttpSwitch;
import io.piha.poe.mikrotik.MikrotikSwitch;
import io.piha.poe.omada.OmadaSwitch;
import io.piha.poe.openwrt.OpenwrtSwitch;
import io.piha.poe.rest.RestClient;
import io.piha.poe.rest.RestTiming;
import io.piha.poe.snmp.SnmpSwitch;
import io.piha.poe.unifi.UnifiSwitch;
import io.piha.site.SwitchConfig;
import io.piha.site.Trust;
import java.time.InstantSource;

/** From a configured switch to the driver that talks to it. */
public final class Drivers {
  private final NameLookup names;
  private final InstantSource clock;
  private final PortModes modes;

  /** Drivers that know how ports were on only as long as they live. */
  public Drivers(NameLookup names, InstantSource clock) {
    this(names, clock, PortModes.forgetful());
  }

  /**
   * @param clock the engine's
   * @param modes how ports were on
   */
  public Drivers(NameLookup names, InstantSource clock, PortModes modes) {
    this.names = names;
    this.clock = clock;
    this.modes = modes;
  }

  /** Opens the driver. Nothing is sent yet, so a dead switch is no obstacle. */
  public PoeSwitch open(SwitchConfig config) {
    return switch (config) {
      case SwitchConfig.Snmp snmp -> new SnmpSwitch(snmp, names);
      case SwitchConfig.Unifi unifi ->
          new UnifiSwitch(unifi, rest(unifi, unifi.trust()), modes.of(unifi.name()));
      case SwitchConfig.Mikrotik router ->
          new MikrotikSwitch(router, rest(router, router.trust()), modes.of(router.name()));
      case SwitchConfig.Omada omada ->
          new OmadaSwitch(omada, rest(omada, omada.trust()), modes.of(omada.name()));
      case SwitchConfig.Openwrt wrt -> new OpenwrtSwitch(wrt, rest(wrt, wrt.trust()));
      case SwitchConfig.Http http -> new HttpSwitch(http, rest(http, http.trust()));
    };
  }

  private RestClient rest(SwitchConfig config, Trust trust) {
    return new RestClient(config.name(), trust, RestTiming.DEFAULT, names, clock);
  }
}
