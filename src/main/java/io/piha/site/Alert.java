package io.piha.site;

import java.util.List;
import java.util.Optional;

/** A way to tell a person. */
public sealed interface Alert {

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
  record Webhook(
      Optional<String> name,
      SecretText url,
      WebhookFormat format,
      Optional<Secret> token,
      Optional<String> chatId,
      Optional<Secret> secret,
      Trust trust)
      implements Alert {}

  /**
   * A mail.
   *
   * @param name what it is called; by default after the receiver
   * @param server the submission server
   * @param implicitTls {@code smtps}; else STARTTLS is required
   * @param username the account there
   * @param password its password
   * @param from the sender
   * @param to the receivers, never empty
   * @param trust how the server's certificate is judged
   */
  record Email(
      Optional<String> name,
      HostPort server,
      boolean implicitTls,
      Optional<SecretText> username,
      Optional<Secret> password,
      String from,
      List<String> to,
      Trust trust)
      implements Alert {
    public Email {
      to = List.copyOf(to);
    }
  }

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
  record HomeAssistant(
      Optional<String> name, SecretText url, Secret token, String service, Trust trust)
      implements Alert {}
}
