package io.piha.poe.drivers;

import io.piha.poe.PoeSwitch;
import io.piha.site.SwitchConfig;
import io.piha.site.SwitchDriver;

/** One kind of switch: how it stands in the file, and how it is spoken to. */
public interface PoeDriver extends SwitchDriver {

  /**
   * Opens a switch. Nothing is sent yet, so a dead switch is no obstacle.
   *
   * @param config one that this driver has read
   */
  PoeSwitch open(SwitchConfig config, DriverTools tools);
}
