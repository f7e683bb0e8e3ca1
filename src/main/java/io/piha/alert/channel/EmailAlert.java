package io.piha.alert.channel;

import io.piha.site.Alert;
import io.piha.site.HostPort;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.TlsPeer;
import io.piha.site.Trust;
import java.util.List;
import java.util.Optional;

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
public record EmailAlert(
    Optional<String> name,
    HostPort server,
    boolean implicitTls,
    Optional<SecretText> username,
    Optional<Secret> password,
    String from,
    List<String> to,
    Trust trust)
    implements Alert {
  public EmailAlert {
    to = List.copyOf(to);
  }

  @Override
  public String kind() {
    return EmailKind.WORD;
  }

  @Override
  public List<TlsPeer> tlsPeers() {
    return List.of(new TlsPeer(server, !implicitTls));
  }

  @Override
  public String key() {
    return "smtp";
  }
}
