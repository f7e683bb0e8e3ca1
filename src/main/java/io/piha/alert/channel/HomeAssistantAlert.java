package io.piha.alert.channel;

import io.piha.site.Alert;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.TlsPeer;
import io.piha.site.Trust;
import java.util.List;
import java.util.Optional;

/**
 * An action of Home Assistant's {@code notify} domain. A second way only: it is silent when the
 * house is what fails.
 *
 * @param name what it is called; by default after the action
 * @param url the base address, such as {@code http://192.168.1.10:8123}
 * @param token a long-lived access token
 * @param service the action, such as {@code mobile_app_phone}; {@code persistent_notification}
 *     shows it in Home Assistant itself
 * @param trust how an https peer is judged
 */
public record HomeAssistantAlert(
    Optional<String> name, SecretText url, Secret token, String service, Trust trust)
    implements Alert {

  @Override
  public String kind() {
    return HomeAssistantKind.WORD;
  }

  @Override
  public List<TlsPeer> tlsPeers() {
    return TlsPeer.at(url.reveal()).stream().toList();
  }
}
