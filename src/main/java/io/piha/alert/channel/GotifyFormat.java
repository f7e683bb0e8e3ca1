package io.piha.alert.channel;

import io.piha.site.Secret;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Gotify, with an application's token. */
record GotifyFormat(String url, Optional<Secret> token) implements Format {

  @Override
  public String address() {
    return url;
  }

  @Override
  public Post post(Parcel parcel, Instant now) {
    boolean whole = url.replaceAll("[?#].*$", "").endsWith("/message");
    Post post =
        Post.json(
            whole ? url : url.replaceAll("/+$", "") + "/message",
            Map.of(
                "title",
                parcel.headline(),
                "message",
                parcel.message().text() + "\n" + Words.footer(parcel),
                "priority",
                priority(parcel),
                "extras",
                Map.of("client::display", Map.of("contentType", "text/plain"))));
    return token.isEmpty() ? post : post.with("X-Gotify-Key", token.get().reveal());
  }

  private static int priority(Parcel parcel) {
    return switch (parcel.weight()) {
      case "critical" -> 10;
      case "warning" -> 7;
      default -> 4;
    };
  }
}
