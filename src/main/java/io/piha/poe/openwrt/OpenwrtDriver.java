package io.piha.poe.openwrt;

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

/** Switches with OpenWrt and realtek-poe. */
public final class OpenwrtDriver implements PoeDriver {
  static final String WORD = "openwrt";

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Optional<OpenwrtConfig> read(Fields fields, Common common) {
    Optional<SecretText> url = RestKeys.url(fields);
    Optional<Login.Account> login = RestKeys.account(fields);
    Trust trust = TlsReader.trust(fields);
    List<String> never = common.neverAsWritten();
    return url.isPresent() && login.isPresent()
        ? Optional.of(
            new OpenwrtConfig(
                common.name(), url.get(), login.get(), trust, common.deadline(), never))
        : Optional.empty();
  }

  @Override
  public PoeSwitch open(SwitchConfig config, DriverTools tools) {
    OpenwrtConfig its = (OpenwrtConfig) config;
    return new OpenwrtSwitch(its, tools.rest(its.name(), its.trust()));
  }
}
