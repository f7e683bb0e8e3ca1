package io.piha.alert.channel;

import io.piha.site.Addresses;
import io.piha.site.Alert;
import io.piha.site.Fields;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.TlsReader;
import io.piha.site.Trust;
import io.piha.site.Value;
import java.util.List;
import java.util.Optional;

/** A notify action of Home Assistant. */
public final class HomeAssistantKind implements ChannelKind {
  static final String WORD = "homeassistant";

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Optional<HomeAssistantAlert> read(Fields fields) {
    Optional<String> name = fields.take("name").flatMap(Value::text);
    Optional<SecretText> url =
        fields
            .require("url", "write Home Assistant's address, http://host:8123")
            .flatMap(Addresses::web);
    Optional<Secret> token =
        fields.require("token", "add a long-lived access token").flatMap(Value::secret);
    Optional<Value> value = fields.take("service");
    Optional<String> service = value.flatMap(Value::text);
    if (service.isPresent() && !service.get().matches("(notify\\.)?[a-z0-9_]+")) {
      value.orElseThrow().error("is no notify action", "write a name such as mobile_app_phone");
    }
    Trust trust = TlsReader.trust(fields);
    return url.isPresent() && token.isPresent()
        ? Optional.of(
            new HomeAssistantAlert(
                name,
                url.get(),
                token.get(),
                service.orElse("persistent_notification").replaceFirst("^notify\\.", ""),
                trust))
        : Optional.empty();
  }

  @Override
  public List<Lanes.Lane> open(Alert alert, ChannelTools tools) {
    HomeAssistantAlert home = (HomeAssistantAlert) alert;
    Format format = new HomeAssistantFormat(home.url().reveal(), home.token(), home.service());
    String name = home.name().orElse("homeassistant " + home.service());
    return List.of(new Lanes.Lane(name, tools.post(format, home.trust())));
  }
}
