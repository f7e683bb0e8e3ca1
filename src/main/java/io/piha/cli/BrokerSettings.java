package io.piha.cli;

import io.piha.leadership.LinkSettings;
import io.piha.leadership.ServiceTopics;
import io.piha.leadership.Signatures;
import io.piha.site.Mqtt;
import io.piha.site.Requests;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.Site;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** From a site's configuration to what the broker's link needs. */
final class BrokerSettings {

  private BrokerSettings() {}

  static LinkSettings of(Site site, String clientId, boolean active) {
    Mqtt mqtt = site.mqtt();
    return new LinkSettings(
        mqtt.url(),
        mqtt.username().map(SecretText::reveal),
        mqtt.password().map(Secret::reveal),
        mqtt.files().caFile(),
        mqtt.files().certFile(),
        mqtt.files().keyFile(),
        clientId,
        site.services().values().stream()
            .map(each -> new ServiceTopics(each.name(), each.topicPrefix(), each.hosts().keySet()))
            .toList(),
        active,
        site.requests() == Requests.OPEN);
  }

  static Signatures signatures(Site site, Predicate<String> firstTime) {
    Map<String, String> keys =
        site.operators().values().stream()
            .collect(Collectors.toMap(each -> each.name(), each -> each.key().reveal()));
    return new Signatures(keys, firstTime);
  }
}
