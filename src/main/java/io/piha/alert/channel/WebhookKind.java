package io.piha.alert.channel;

import io.piha.site.Addresses;
import io.piha.site.Alert;
import io.piha.site.Fields;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.TlsReader;
import io.piha.site.Trust;
import io.piha.site.Value;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A POST in the format of some service. */
public final class WebhookKind implements ChannelKind {
  static final String WORD = "webhook";

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Optional<WebhookAlert> read(Fields fields) {
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
    if (format == WebhookFormat.TELEGRAM && !fields.isWritten("chat_id")) {
      fields.error(
          "chat_id",
          "is missing, and Telegram needs to know whom to write to",
          "add the chat's id");
    }
    return url.map(
        each -> new WebhookAlert(name, Addresses.hidden(each), format, token, chat, secret, trust));
  }

  @Override
  public List<Lanes.Lane> open(Alert alert, ChannelTools tools) {
    WebhookAlert hook = (WebhookAlert) alert;
    String url = hook.url().reveal();
    String word = hook.format().name().toLowerCase(Locale.ROOT);
    String name = hook.name().orElse(word + " " + host(url));
    return List.of(new Lanes.Lane(name, tools.post(format(hook, url), hook.trust())));
  }

  private static Format format(WebhookAlert hook, String url) {
    return switch (hook.format()) {
      case JSON -> new JsonFormat(url, hook.secret());
      case SLACK -> new SlackFormat(url);
      case DISCORD -> new DiscordFormat(url);
      case NTFY -> NtfyFormat.of(url, hook.token());
      case GOTIFY -> new GotifyFormat(url, hook.token());
      case TELEGRAM -> new TelegramFormat(url, hook.chatId().orElse(""));
      case TEAMS -> new TeamsFormat(url);
    };
  }

  private static String host(String url) {
    String host = URI.create(url.replaceAll("^([a-z]+://[^/?#]*).*$", "$1")).getHost();
    return host == null ? "" : host;
  }
}
