package io.piha.poe.drivers;

import io.piha.engine.NameLookup;
import io.piha.poe.PoeSwitch;
import io.piha.poe.snmp.SnmpSwitch;
import io.piha.site.SwitchConfig;

/** From a configured switch to the driver that talks to it. */
public final class Drivers {
  private final NameLookup names;

  public Drivers(NameLookup names) {
    this.names = names;
  }

  /**
   * Opens the driver. Nothing is sent yet, so a dead switch is no obstacle.
   *
   * @throws DriverMissing when this version has no such driver
   */
  public PoeSwitch open(SwitchConfig config) throws DriverMissing {
    return switch (config) {
      case SwitchConfig.Snmp snmp -> new SnmpSwitch(snmp, names);
      case SwitchConfig.Unifi _,
          SwitchConfig.Mikrotik _,
          SwitchConfig.Omada _,
          SwitchConfig.Openwrt _,
          SwitchConfig.Http _ ->
          throw new DriverMissing(config.driver(), config.name());
    };
  }
}
