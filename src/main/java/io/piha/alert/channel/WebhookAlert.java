package io.piha.alert.channel;

import io.piha.site.Alert;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.TlsPeer;
import io.piha.site.Trust;
import java.util.List;
import java.util.Optional;

/**
 * A POST to an address.
 *
 * @param name what it is called; by default after format and host
 * @param url where; usually a credential in itself, so the whole of it is a secret
 * @param format what is posted
 * @param token for ntfy and gotify
 * @param chatId for telegram
 * @param secret signs the body of the {@code json} format
 * @param trust how an https peer is judged
 */
public record WebhookAlert(
    Optional<String> name,
    SecretText url,
    WebhookFormat format,
    Optional<Secret> token,
    Optional<String> chatId,
    Optional<Secret> secret,
    Trust trust)
    implements Alert {

  @Override
  public String kind() {
    return WebhookKind.WORD;
  }

  @Override
  public List<TlsPeer> tlsPeers() {
    return TlsPeer.at(url.reveal()).stream().toList();
  }
}
