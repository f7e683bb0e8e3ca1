package io.piha.alert.channel;

import io.piha.site.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * ntfy. The address in the configuration is that of the topic; JSON goes to the server's root, for
 * a topic's own address would show it as raw text. A message has at most 4096 bytes.
 */
record NtfyFormat(String root, String topic, Optional<Secret> token) implements Format {
  private static final int MOST_BYTES = 4_000;

  static NtfyFormat of(String url, Optional<Secret> token) {
    String path = url.replaceAll("[?#].*$", "").replaceAll("/+$", "");
    int slash = path.lastIndexOf('/');
    return new NtfyFormat(path.substring(0, slash + 1), path.substring(slash + 1), token);
  }

  @Override
  public String address() {
    return root;
  }

  @Override
  public Post post(Parcel parcel, Instant now) {
    Post post =
        Post.json(
            root,
            Map.of(
                "topic",
                topic,
                "title",
                parcel.headline(),
                "message",
                fit(parcel.message().text()),
                "priority",
                priority(parcel),
                "tags",
                List.of(tag(parcel))));
    return token.isEmpty() ? post : post.with("Authorization", "Bearer " + token.get().reveal());
  }

  private static String fit(String text) {
    String fitting = text;
    while (fitting.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      fitting = io.piha.alert.rules.Message.cut(fitting, fitting.length() * 3 / 4);
    }
    return fitting;
  }

  private static int priority(Parcel parcel) {
    return switch (parcel.weight()) {
      case "critical" -> 5;
      case "warning" -> 4;
      default -> 3;
    };
  }

  private static String tag(Parcel parcel) {
    return SlackFormat.signOf(parcel).replace(":", "");
  }
}
