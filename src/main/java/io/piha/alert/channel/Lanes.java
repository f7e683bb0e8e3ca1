package io.piha.alert.channel;

import io.piha.engine.NameLookup;
import io.piha.site.Alert;
import io.piha.site.Trust;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The channels of a configuration, each with the name by which its place is remembered. */
public final class Lanes {

  private final NameLookup names;
  private final InstantSource clock;
  private final Set<String> taken = new HashSet<>();
  private final List<Lane> lanes = new ArrayList<>();

  /**
   * One channel.
   *
   * @param name for people, and the same over restarts; holds no secret
   */
  public record Lane(String name, Channel channel) {}

  private Lanes(NameLookup names, InstantSource clock) {
    this.names = names;
    this.clock = clock;
  }

  /**
   * All lanes; a mail has one for each receiver, so that a full mailbox holds up nobody else.
   *
   * @param clock wall time, which signatures carry
   */
  public static List<Lane> of(List<Alert> alerts, NameLookup names, InstantSource clock) {
    Lanes all = new Lanes(names, clock);
    alerts.forEach(all::add);
    return List.copyOf(all.lanes);
  }

  private void add(Alert alert) {
    switch (alert) {
      case Alert.Webhook hook -> {
        String url = hook.url().reveal();
        String word = hook.format().name().toLowerCase(Locale.ROOT);
        Format format =
            switch (hook.format()) {
              case JSON -> new JsonFormat(url, hook.secret());
              case SLACK -> new SlackFormat(url);
              case DISCORD -> new DiscordFormat(url);
              case NTFY -> NtfyFormat.of(url, hook.token());
              case GOTIFY -> new GotifyFormat(url, hook.token());
              case TELEGRAM -> new TelegramFormat(url, hook.chatId().orElse(""));
              case TEAMS -> new TeamsFormat(url);
            };
        post(hook.name().orElse(word + " " + host(url)), format, hook.trust());
      }
      case Alert.HomeAssistant home ->
          post(
              home.name().orElse("homeassistant " + home.service()),
              new HomeAssistantFormat(home.url().reveal(), home.token(), home.service()),
              home.trust());
      case Alert.Email mail -> {
        for (String to : mail.to()) {
          String name = mail.name().map(each -> each + " " + to).orElse("email " + to);
          lanes.add(new Lane(unused(name), new Mail(mail, to, names)));
        }
      }
    }
  }

  private void post(String name, Format format, Trust trust) {
    Channel channel;
    try {
      channel = new Webhook(format, trust, names, clock);
    } catch (GeneralSecurityException | IOException e) {
      String why = "TLS cannot be set up: " + e.getMessage();
      channel = new Unusable(why);
    }
    lanes.add(new Lane(unused(name), channel));
  }

  /** One whose trust cannot be set up: everything waits until the configuration is mended. */
  private record Unusable(String why) implements Channel {
    @Override
    public Receipt send(Parcel parcel) {
      return new Receipt.Later(why);
    }

    @Override
    public Optional<String> check() {
      return Optional.of(why);
    }
  }

  private String unused(String name) {
    String free = name;
    for (int i = 2; !taken.add(free); i++) {
      free = name + " " + i;
    }
    return free;
  }

  private static String host(String url) {
    String host = URI.create(url.replaceAll("^([a-z]+://[^/?#]*).*$", "$1")).getHost();
    return host == null ? "" : host;
  }
}
