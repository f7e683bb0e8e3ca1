package io.piha.poe.drivers;

import io.piha.engine.NameLookup;
import io.piha.poe.PoeSwitch;
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

  /**
   * @param clock the engine's
   */
  public Drivers(NameLookup names, InstantSource clock) {
    this.names = names;
    this.clock = clock;
  }

  /** Opens the driver. Nothing is sent yet, so a dead switch is no obstacle. */
  public PoeSwitch open(SwitchConfig config) {
    return switch (config) {
      case SwitchConfig.Snmp snmp -> new SnmpSwitch(snmp, names);
      case SwitchConfig.Unifi unifi -> new UnifiSwitch(unifi, rest(unifi, unifi.trust()));
      case SwitchConfig.Mikrotik router -> new MikrotikSwitch(router, rest(router, router.trust()));
      case SwitchConfig.Omada omada -> new OmadaSwitch(omada, rest(omada, omada.trust()));
      case SwitchConfig.Openwrt wrt -> new OpenwrtSwitch(wrt, rest(wrt, wrt.trust()));
      case SwitchConfig.Http http -> new HttpSwitch(http, rest(http, http.trust()));
    };
  }

  private RestClient rest(SwitchConfig config, Trust trust) {
    return new RestClient(config.name(), trust, RestTiming.DEFAULT, names, clock);
  }
}
