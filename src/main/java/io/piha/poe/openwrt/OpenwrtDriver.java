package io.piha.poe.openwrt;

import io.piha.poe.PoeSwitch;
import io.piha.poe.drivers.DriverTools;
import io.piha.poe.drivers.PoeDriver;
import io.piha.poe.rest.RestKeys;
import io.piha.site.Fields;
import io.piha.site.SwitchConfig;
import java.util.Optional;

/** Switches with OpenWrt and realtek-poe. */
public final class OpenwrtDriver implements PoeDriver {
  static final String WORD = "openwrt";

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Optional<OpenwrtConfig> read(Fields fields, Common common) {
    return RestKeys.byAccount(fields, common, OpenwrtConfig::new);
  }

  @Override
  public PoeSwitch open(SwitchConfig config, DriverTools tools) {
    OpenwrtConfig its = (OpenwrtConfig) config;
    return new OpenwrtSwitch(its, tools.rest(its.name(), its.trust()));
  }
}
