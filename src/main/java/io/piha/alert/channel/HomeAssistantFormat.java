package io.piha.alert.channel;

import io.piha.site.Secret;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An action of Home Assistant. A persistent notification of one incident is replaced by its next;
 * apps are given the incident as a tag, which does the same on a phone.
 */
record HomeAssistantFormat(String base, Secret token, String service) implements Format {
  private static final String PERSISTENT = "persistent_notification";

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
    return Post.json(base.replaceAll("/+$", "") + path, fields)
        .with("Authorization", "Bearer " + token.reveal());
  }
}
