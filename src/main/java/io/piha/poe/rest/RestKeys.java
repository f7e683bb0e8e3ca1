package io.piha.poe.rest;

import io.piha.site.Addresses;
import io.piha.site.Fields;
import io.piha.site.Login;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.SwitchDriver;
import io.piha.site.TlsReader;
import io.piha.site.Trust;
import io.piha.site.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys that drivers of vendors' web interfaces have in common. */
public final class RestKeys {
  private RestKeys() {}

  /** The key {@code url}, which must be there. */
  public static Optional<SecretText> url(Fields fields) {
    return fields.require("url", "write https://host").flatMap(Addresses::web);
  }

  /** The keys {@code username} and {@code password}, which must be there. */
  public static Optional<Login.Account> account(Fields fields) {
    Optional<SecretText> username =
        fields.require("username", "name a local account").flatMap(Value::secretLine);
    Optional<Secret> password =
        fields.require("password", "add its password").flatMap(Value::secret);
    return username.flatMap(each -> password.map(secret -> new Login.Account(each, secret)));
  }

  /** Makes what a driver knows of a device that has one account and ports by their names. */
  @FunctionalInterface
  public interface ByAccount<T> {
    T make(
        String name,
        SecretText url,
        Login.Account login,
        Trust trust,
        Duration deadline,
        List<String> never);
  }

  /** All keys of such a device. */
  public static <T> Optional<T> byAccount(
      Fields fields, SwitchDriver.Common common, ByAccount<T> config) {
    Optional<SecretText> url = url(fields);
    Optional<Login.Account> login = account(fields);
    Trust trust = TlsReader.trust(fields);
    List<String> never = common.neverAsWritten();
    return url.isPresent() && login.isPresent()
        ? Optional.of(
            config.make(common.name(), url.get(), login.get(), trust, common.deadline(), never))
        : Optional.empty();
  }
}
