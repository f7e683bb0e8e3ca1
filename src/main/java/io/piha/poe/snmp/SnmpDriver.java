package io.piha.poe.snmp;

import io.piha.poe.PoeSwitch;
import io.piha.poe.drivers.DriverTools;
import io.piha.poe.drivers.PoeDriver;
import io.piha.site.Fields;
import io.piha.site.SwitchConfig;
import java.util.Optional;

/** Switches that speak SNMP. */
public final class SnmpDriver implements PoeDriver {
  static final String WORD = "snmp";

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Optional<SnmpConfig> read(Fields fields, Common common) {
    return SnmpReader.read(fields, common);
  }

  @Override
  public PoeSwitch open(SwitchConfig config, DriverTools tools) {
    return new SnmpSwitch((SnmpConfig) config, tools.names());
  }
}
