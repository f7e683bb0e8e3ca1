package io.piha.poe.unifi;

import io.piha.poe.PoeSwitch;
import io.piha.poe.drivers.DriverTools;
import io.piha.poe.drivers.PoeDriver;
import io.piha.poe.rest.RestKeys;
import io.piha.site.Fields;
import io.piha.site.Login;
import io.piha.site.PortNames;
import io.piha.site.SecretText;
import io.piha.site.SwitchConfig;
import io.piha.site.TlsReader;
import io.piha.site.Trust;
import io.piha.site.Value;
import java.util.List;
import java.util.Optional;

/** Switches of a UniFi console. */
public final class UnifiDriver implements PoeDriver {
  static final String WORD = "unifi";

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Optional<UnifiConfig> read(Fields fields, Common common) {
    Optional<SecretText> url = RestKeys.url(fields);
    Optional<Value> api = fields.take("api");
    boolean byKey = fields.take("api_key").isPresent();
    String how = api.flatMap(Value::text).orElse(byKey ? "official" : "classic");
    List<String> apis = List.of("official", "classic");
    if (!apis.contains(how)) {
      api.orElseThrow().notOneOf(apis);
    }
    Optional<? extends Login> login =
        how.equals("official")
            ? fields
                .require("api_key", "make one under Network, Integrations")
                .flatMap(Value::secret)
                .map(Login.ApiKey::new)
            : RestKeys.account(fields);
    String site = fields.take("site").flatMap(Value::text).orElse("default");
    Optional<String> device =
        fields.require("device", "name the switch: its id or MAC address").flatMap(Value::text);
    Trust trust = TlsReader.trust(fields);
    List<String> never = common.never(PortNames::number);
    return url.isPresent() && login.isPresent() && device.isPresent()
        ? Optional.of(
            new UnifiConfig(
                common.name(),
                url.get(),
                login.get(),
                site,
                device.get(),
                trust,
                common.deadline(),
                never))
        : Optional.empty();
  }

  @Override
  public PoeSwitch open(SwitchConfig config, DriverTools tools) {
    UnifiConfig its = (UnifiConfig) config;
    return new UnifiSwitch(its, tools.rest(its.name(), its.trust()), tools.modes().of(its.name()));
  }
}
