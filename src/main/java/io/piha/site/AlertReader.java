package io.piha.site;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the list {@code alerts}. */
final class AlertReader {
  private static final List<String> KINDS = List.of("webhook", "email", "homeassistant");
  private static final Map<String, Integer> SMTP = Map.of("smtp", 587, "smtps", 465);

  private AlertReader() {}

  static List<Alert> readAll(Fields root) {
    return root.list("alerts").stream()
        .flatMap(each -> each.fields().flatMap(AlertReader::read).stream())
        .toList();
  }

  private static Optional<Alert> read(Fields fields) {
    Optional<Value> kind = fields.require("kind", "write kind: webhook, email or homeassistant");
    Optional<String> word = kind.flatMap(Value::text);
    if (word.isEmpty()) {
      return Optional.empty();
    }
    if (!KINDS.contains(word.get())) {
      kind.orElseThrow().notOneOf(KINDS);
      return Optional.empty();
    }
    Optional<Alert> alert =
        switch (word.get()) {
          case "webhook" -> webhook(fields);
          case "email" -> email(fields);
          default -> homeAssistant(fields);
        };
    fields.done();
    return alert;
  }

  private static Optional<Alert> homeAssistant(Fields fields) {
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
            new Alert.HomeAssistant(
                name,
                url.get(),
                token.get(),
                service.orElse("persistent_notification").replaceFirst("^notify\\.", ""),
                trust))
        : Optional.empty();
  }

  private static Optional<Alert> webhook(Fields fields) {
    Optional<String> name = fields.take("name").flatMap(Value::text);
    Optional<SecretText> url = fields.require("url", "write where to post").flatMap(Addresses::web);
    WebhookFormat format =
        fields
            .take("format")
            .flatMap(each -> each.choice(WebhookFormat.class))
            .orElse(WebhookFormat.JSON);
    Optional<Secret> token = fields.take("token").flatMap(Value::secret);
    Optional<String> chat = fields.take("chat_id").flatMap(Value::text);
    Optional<Secret> secret = fields.take("secret").flatMap(Value::secret);
    Trust trust = TlsReader.trust(fields);
    Report report = fields.reading().report();
    if (format == WebhookFormat.TELEGRAM && !report.isWritten(fields.path("chat_id"))) {
      report.error(
          fields.place(),
          fields.path("chat_id"),
          "is missing, and Telegram needs to know whom to write to",
          "add the chat's id");
    }
    return url.map(
        each -> new Alert.Webhook(name, hidden(each), format, token, chat, secret, trust));
  }

  /** A webhook's address is a credential, also where it is written out: its host alone is shown. */
  static SecretText hidden(SecretText url) {
    Address address = Address.parse(url.reveal()).orElseThrow();
    boolean placeholder = url.toString().contains("${secret:");
    return placeholder
        ? url
        : SecretText.of(url.reveal(), address.scheme() + "://" + address.host() + "/…");
  }

  private static Optional<Alert> email(Fields fields) {
    Optional<String> name = fields.take("name").flatMap(Value::text);
    Optional<Addresses.Endpoint> server =
        fields
            .require("smtp", "write smtps://host:465, or smtp://host:587 for STARTTLS")
            .flatMap(each -> Addresses.endpoint(each, SMTP, "smtps://host:465"));
    Optional<SecretText> username = fields.take("username").flatMap(Value::secretLine);
    Optional<Secret> password = fields.take("password").flatMap(Value::secret);
    Optional<String> from =
        fields.require("from", "write the sender").flatMap(AlertReader::mailbox);
    Optional<Value> receivers = fields.require("to", "write at least one receiver");
    List<String> to =
        receivers.map(Value::items).orElse(List.of()).stream()
            .flatMap(each -> mailbox(each).stream())
            .toList();
    receivers
        .filter(each -> to.isEmpty() && !each.reading().report().isBroken(each.path()))
        .ifPresent(each -> each.error("names nobody", "write at least one receiver"));
    Trust trust = TlsReader.trust(fields);
    return server.isPresent() && from.isPresent()
        ? Optional.of(
            new Alert.Email(
                name,
                server.get().address(),
                server.get().scheme().equals("smtps"),
                username,
                password,
                from.get(),
                to,
                trust))
        : Optional.empty();
  }

  private static Optional<String> mailbox(Value value) {
    Optional<String> text = value.text();
    if (text.isPresent() && !text.get().matches("[^@]*[^@\\s]@[^@\\s]+")) {
      value.error(Words.quote(value.raw()) + " is no mail address", "write name@example.org");
      return Optional.empty();
    }
    return text;
  }
}
