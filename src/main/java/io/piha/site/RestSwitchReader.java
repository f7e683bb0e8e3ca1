package io.piha.site;

import java.util.List;
import java.util.Optional;

/** Reads switches that are told through a vendor's web interface. */
final class RestSwitchReader {
  private RestSwitchReader() {}

  static Optional<SwitchConfig> unifi(Fields fields, SwitchReader.Common common) {
    Optional<SecretText> url = url(fields);
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
            : account(fields);
    String site = fields.take("site").flatMap(Value::text).orElse("default");
    Optional<String> device =
        fields.require("device", "name the switch: its id or MAC address").flatMap(Value::text);
    Trust trust = TlsReader.trust(fields);
    List<String> never = common.never(PortNames::number);
    return url.isPresent() && login.isPresent() && device.isPresent()
        ? Optional.of(
            new SwitchConfig.Unifi(
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

  static Optional<SwitchConfig> mikrotik(Fields fields, SwitchReader.Common common) {
    Optional<SecretText> url = url(fields);
    Optional<Login.Account> login = account(fields);
    Trust trust = TlsReader.trust(fields);
    List<String> never = common.never((_, text) -> Optional.of(text));
    return url.isPresent() && login.isPresent()
        ? Optional.of(
            new SwitchConfig.Mikrotik(
                common.name(), url.get(), login.get(), trust, common.deadline(), never))
        : Optional.empty();
  }

  static Optional<SwitchConfig> omada(Fields fields, SwitchReader.Common common) {
    Optional<SecretText> url = url(fields);
    boolean byId = fields.take("client_id").isPresent();
    boolean client = fields.take("client_secret").isPresent() || byId;
    boolean account = fields.take("username").isPresent();
    Optional<? extends Login> login =
        client && account ? both(fields) : client ? client(fields) : account(fields);
    Optional<String> controller = fields.take("omadac_id").flatMap(Value::text);
    String site = fields.take("site").flatMap(Value::text).orElse("Default");
    Optional<String> device =
        fields.require("device", "name the switch's MAC address").flatMap(Value::text);
    Trust trust = TlsReader.trust(fields);
    List<String> never = common.never(PortNames::number);
    return url.isPresent() && login.isPresent() && device.isPresent()
        ? Optional.of(
            new SwitchConfig.Omada(
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

  static Optional<SwitchConfig> openwrt(Fields fields, SwitchReader.Common common) {
    Optional<SecretText> url = url(fields);
    Optional<Login.Account> login = account(fields);
    Trust trust = TlsReader.trust(fields);
    List<String> never = common.never((_, text) -> Optional.of(text));
    return url.isPresent() && login.isPresent()
        ? Optional.of(
            new SwitchConfig.Openwrt(
                common.name(), url.get(), login.get(), trust, common.deadline(), never))
        : Optional.empty();
  }

  private static Optional<SecretText> url(Fields fields) {
    return fields.require("url", "write https://host").flatMap(Addresses::web);
  }

  private static Optional<Login.Account> account(Fields fields) {
    Optional<SecretText> username =
        fields.require("username", "name a local account").flatMap(Value::secretLine);
    Optional<Secret> password =
        fields.require("password", "add its password").flatMap(Value::secret);
    return username.flatMap(each -> password.map(secret -> new Login.Account(each, secret)));
  }

  private static Optional<Login> both(Fields fields) {
    Optional<Login.Client> client = client(fields);
    return account(fields).flatMap(each -> client.map(first -> new Login.Both(first, each)));
  }

  private static Optional<Login.Client> client(Fields fields) {
    Optional<SecretText> id =
        fields.require("client_id", "an Open API client has an id").flatMap(Value::secretLine);
    Optional<Secret> secret =
        fields.require("client_secret", "an Open API client has a secret").flatMap(Value::secret);
    return id.flatMap(each -> secret.map(key -> new Login.Client(each, key)));
  }
}
