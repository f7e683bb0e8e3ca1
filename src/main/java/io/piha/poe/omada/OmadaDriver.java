package io.piha.poe.omada;

import io.piha.poe.PoeSwitch;
import io.piha.poe.drivers.DriverTools;
import io.piha.poe.drivers.PoeDriver;
import io.piha.poe.rest.RestKeys;
import io.piha.site.Fields;
import io.piha.site.Login;
import io.piha.site.PortNames;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.SwitchConfig;
import io.piha.site.TlsReader;
import io.piha.site.Trust;
import io.piha.site.Value;
import java.util.List;
import java.util.Optional;

/** Switches of an Omada controller. */
public final class OmadaDriver implements PoeDriver {
  static final String WORD = "omada";

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Optional<OmadaConfig> read(Fields fields, Common common) {
    Optional<SecretText> url = RestKeys.url(fields);
    boolean byId = fields.take("client_id").isPresent();
    boolean client = fields.take("client_secret").isPresent() || byId;
    boolean account = fields.take("username").isPresent();
    Optional<? extends Login> login =
        client && account ? both(fields) : client ? client(fields) : RestKeys.account(fields);
    Optional<String> controller = fields.take("omadac_id").flatMap(Value::text);
    String site = fields.take("site").flatMap(Value::text).orElse("Default");
    Optional<String> device =
        fields.require("device", "name the switch's MAC address").flatMap(Value::text);
    Trust trust = TlsReader.trust(fields);
    List<String> never = common.never(PortNames::number);
    return url.isPresent() && login.isPresent() && device.isPresent()
        ? Optional.of(
            new OmadaConfig(
                common.name(),
                url.get(),
                login.get(),
                controller,
                site,
                device.get(),
                trust,
                common.deadline(),
                never))
        : Optional.empty();
  }

  @Override
  public PoeSwitch open(SwitchConfig config, DriverTools tools) {
    OmadaConfig its = (OmadaConfig) config;
    return new OmadaSwitch(its, tools.rest(its.name(), its.trust()), tools.modes().of(its.name()));
  }

  private static Optional<Login> both(Fields fields) {
    Optional<Login.Client> client = client(fields);
    return RestKeys.account(fields)
        .flatMap(each -> client.map(first -> new Login.Both(first, each)));
  }

  private static Optional<Login.Client> client(Fields fields) {
    Optional<SecretText> id =
        fields.require("client_id", "an Open API client has an id").flatMap(Value::secretLine);
    Optional<Secret> secret =
        fields.require("client_secret", "an Open API client has a secret").flatMap(Value::secret);
    return id.flatMap(each -> secret.map(key -> new Login.Client(each, key)));
  }
}
