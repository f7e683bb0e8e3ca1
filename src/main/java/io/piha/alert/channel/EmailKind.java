package io.piha.alert.channel;

import io.piha.site.Addresses;
import io.piha.site.Alert;
import io.piha.site.Fields;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.TlsReader;
import io.piha.site.Trust;
import io.piha.site.Value;
import io.piha.site.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mail to each of some receivers. */
public final class EmailKind implements ChannelKind {
  static final String WORD = "email";
  private static final Map<String, Integer> SMTP = Map.of("smtp", 587, "smtps", 465);

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Optional<EmailAlert> read(Fields fields) {
    Optional<String> name = fields.take("name").flatMap(Value::text);
    Optional<Addresses.Endpoint> server =
        fields
            .require("smtp", "write smtps://host:465, or smtp://host:587 for STARTTLS")
            .flatMap(each -> Addresses.endpoint(each, SMTP, "smtps://host:465"));
    Optional<SecretText> username = fields.take("username").flatMap(Value::secretLine);
    Optional<Secret> password = fields.take("password").flatMap(Value::secret);
    Optional<String> from = fields.require("from", "write the sender").flatMap(EmailKind::mailbox);
    Optional<Value> receivers = fields.require("to", "write at least one receiver");
    List<String> to =
        receivers.map(Value::items).orElse(List.of()).stream()
            .flatMap(each -> mailbox(each).stream())
            .toList();
    receivers
        .filter(each -> to.isEmpty() && !each.isBroken())
        .ifPresent(each -> each.error("names nobody", "write at least one receiver"));
    Trust trust = TlsReader.trust(fields);
    return server.isPresent() && from.isPresent()
        ? Optional.of(
            new EmailAlert(
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

  @Override
  public List<Lanes.Lane> open(Alert alert, ChannelTools tools) {
    EmailAlert mail = (EmailAlert) alert;
    return mail.to().stream()
        .map(to -> new Lanes.Lane(name(mail, to), new Mail(mail, to, tools.names())))
        .toList();
  }

  private static String name(EmailAlert mail, String to) {
    return mail.name().map(each -> each + " " + to).orElse("email " + to);
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
