package io.piha.poe.drivers;

import io.piha.engine.NameLookup;
import io.piha.poe.PoeSwitch;
import io.piha.poe.PortModes;
import io.piha.site.Providers;
import io.piha.site.SwitchConfig;
import io.piha.site.SwitchDriver;
import java.time.InstantSource;

/** From a configured switch to the driver that talks to it. */
public final class Drivers {
  private final Providers<SwitchDriver> drivers = Providers.load(SwitchDriver.class);
  private final DriverTools tools;

  /** Drivers that know how ports were on only as long as they live. */
  public Drivers(NameLookup names, InstantSource clock) {
    this(names, clock, PortModes.forgetful());
  }

  /**
   * @param clock the engine's
   * @param modes how ports were on
   */
  public Drivers(NameLookup names, InstantSource clock, PortModes modes) {
    this.tools = new DriverTools(names, clock, modes);
  }

  /** Opens the driver. Nothing is sent yet, so a dead switch is no obstacle. */
  public PoeSwitch open(SwitchConfig config) {
    SwitchDriver driver = drivers.named(config.driver()).orElse(null);
    if (driver instanceof PoeDriver poe) {
      return poe.open(config, tools);
    }
    throw new IllegalStateException(
        "no driver called " + config.driver() + " can open the switch " + config.name());
  }
}
