package io.piha.poe.rest;

import io.piha.site.Addresses;
import io.piha.site.Fields;
import io.piha.site.Login;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.Value;
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
}
