package io.piha.cli;

import io.piha.engine.EngineClock;
import io.piha.engine.Rfc3339;
import io.piha.engine.Snapshot;
import io.piha.journal.JournalFailed;
import io.piha.journal.SeenRequests;
import io.piha.leadership.LinkSettings;
import io.piha.leadership.ServiceTopics;
import io.piha.leadership.Signatures;
import io.piha.site.Mqtt;
import io.piha.site.Requests;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.Site;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a site's configuration to what the broker's link needs. */
final class BrokerSettings {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerSettings.class);

  private BrokerSettings() {}

  /** For the control plane of a site. */
  static LinkSettings of(Site site, Snapshot.Control control) {
    return of(site, control.id(), Rfc3339.text(control.startedAt()), true);
  }

  /** For somebody who only looks, or asks. */
  static LinkSettings visitor(Site site, String clientId) {
    return of(site, clientId, "", false);
  }

  private static LinkSettings of(Site site, String clientId, String startedAt, boolean active) {
    Mqtt mqtt = site.mqtt();
    return new LinkSettings(
        mqtt.url(),
        mqtt.username().map(SecretText::reveal),
        mqtt.password().map(Secret::reveal),
        mqtt.files().caFile(),
        mqtt.files().certFile(),
        mqtt.files().keyFile(),
        clientId,
        startedAt,
        site.services().values().stream()
            .map(each -> new ServiceTopics(each.name(), each.topicPrefix(), each.hosts().keySet()))
            .toList(),
        active,
        site.requests() == Requests.OPEN);
  }

  /** Whose requests count, and once only: their nonces are remembered. */
  static Signatures signatures(Site site, SeenRequests seen, EngineClock clock) {
    Map<String, String> keys =
        site.operators().values().stream()
            .collect(Collectors.toMap(each -> each.name(), each -> each.key().reveal()));
    return new Signatures(keys, nonce -> isNew(nonce, seen, clock));
  }

  private static boolean isNew(String nonce, SeenRequests seen, EngineClock clock) {
    try {
      return seen.firstTime("nonce:" + nonce, clock.wall());
    } catch (JournalFailed e) {
      LOG.warn("a signed request is refused: its nonce cannot be stored: {}", e.getMessage());
      return false;
    }
  }
}
