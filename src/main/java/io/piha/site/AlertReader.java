package io.piha.site;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the list {@code alerts}. */
final class AlertReader {
  private static final List<String> KINDS = List.of("webhook", "email");
  private static final Map<String, Integer> SMTP = Map.of("smtp", 587, "smtps", 465);

  private AlertReader() {}

  static List<Alert> readAll(Fields root) {
    return root.list("alerts").stream()
        .flatMap(each -> each.fields().flatMap(AlertReader::read).stream())
        .toList();
  }

  private static Optional<Alert> read(Fields fields) {
    Optional<Value> kind = fields.require("kind", "write kind: webhook or kind: email");
    Optional<String> word = kind.flatMap(Value::text);
    if (word.isEmpty()) {
      return Optional.empty();
    }
    if (!KINDS.contains(word.get())) {
      kind.orElseThrow().notOneOf(KINDS);
      return Optional.empty();
    }
    Optional<Alert> alert = word.get().equals("webhook") ? webhook(fields) : email(fields);
    fields.done();
    return alert;
  }

  private static Optional<Alert> webhook(Fields fields) {
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
    return url.map(each -> new Alert.Webhook(hidden(each), format, token, chat, secret, trust));
  }

  /** A webhook's address is a credential, also where it is written out: its host alone is shown. */
  private static SecretText hidden(SecretText url) {
    Address address = Address.parse(url.reveal()).orElseThrow();
    boolean placeholder = url.toString().contains("${secret:");
    return placeholder
        ? url
        : SecretText.of(url.reveal(), address.scheme() + "://" + address.host() + "/…");
  }

  private static Optional<Alert> email(Fields fields) {
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
