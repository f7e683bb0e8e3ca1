package io.piha.poe.mikrotik;

import io.piha.poe.PoeSwitch;
import io.piha.poe.drivers.DriverTools;
import io.piha.poe.drivers.PoeDriver;
import io.piha.poe.rest.RestKeys;
import io.piha.site.Fields;
import io.piha.site.SwitchConfig;
import java.util.Optional;

/** Switches and routers with RouterOS 7. */
public final class MikrotikDriver implements PoeDriver {
  static final String WORD = "mikrotik";

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Optional<MikrotikConfig> read(Fields fields, Common common) {
    return RestKeys.byAccount(fields, common, MikrotikConfig::new);
  }

  @Override
  public PoeSwitch open(SwitchConfig config, DriverTools tools) {
    MikrotikConfig its = (MikrotikConfig) config;
    return new MikrotikSwitch(
        its, tools.rest(its.name(), its.trust()), tools.modes().of(its.name()));
  }
}
