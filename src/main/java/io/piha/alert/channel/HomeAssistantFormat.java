package io.piha.alert.channel;

import io.piha.site.Secret;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An action of Home Assistant. A persistent notification of one incident is replaced by its next;
 * apps are given the incident as a tag, which does the same on a phone.
 */
record HomeAssistantFormat(String base, Secret token, String service) implements Format {
  private static final String PERSISTENT = "persistent_notification";

  @Override
  public String address() {
    return base;
  }

  @Override
  public Post post(Parcel parcel, Instant now) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("title", parcel.headline());
    fields.put("message", parcel.message().text());
    String path;
    if (service.equals(PERSISTENT)) {
      path = "/api/services/persistent_notification/create";
      fields.put("notification_id", "piha-" + parcel.thread());
    } else {
      path = "/api/services/notify/" + service;
      fields.put("data", Map.of("tag", "piha-" + parcel.thread()));
    }
    return Post.json(root() + path, fields).with("Authorization", bearer());
  }

  @Override
  public Optional<Look> look() {
    return Optional.of(new Look(root() + "/api/", Map.of("Authorization", bearer())));
  }

  private String root() {
    return base.replaceAll("/+$", "");
  }

  private String bearer() {
    return "Bearer " + token.reveal();
  }
}
