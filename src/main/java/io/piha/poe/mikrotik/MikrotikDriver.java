package io.piha.poe.mikrotik;

import io.piha.poe.PoeSwitch;
import io.piha.poe.drivers.DriverTools;
import io.piha.poe.drivers.PoeDriver;
import io.piha.poe.rest.RestKeys;
import io.piha.site.Fields;
import io.piha.site.Login;
import io.piha.site.SecretText;
import io.piha.site.SwitchConfig;
import io.piha.site.TlsReader;
import io.piha.site.Trust;
import java.util.List;
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
    Optional<SecretText> url = RestKeys.url(fields);
    Optional<Login.Account> login = RestKeys.account(fields);
    Trust trust = TlsReader.trust(fields);
    List<String> never = common.neverAsWritten();
    return url.isPresent() && login.isPresent()
        ? Optional.of(
            new MikrotikConfig(
                common.name(), url.get(), login.get(), trust, common.deadline(), never))
        : Optional.empty();
  }

  @Override
  public PoeSwitch open(SwitchConfig config, DriverTools tools) {
    MikrotikConfig its = (MikrotikConfig) config;
    return new MikrotikSwitch(
        its, tools.rest(its.name(), its.trust()), tools.modes().of(its.name()));
  }
}
