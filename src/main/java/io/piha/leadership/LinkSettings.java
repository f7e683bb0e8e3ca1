package io.piha.leadership;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to reach the broker and what to speak about there.
 *
 * @param url {@code mqtt://host:port} or {@code mqtts://host:port}
 * @param caFile trust these certificates (PEM) instead of the system's
 * @param clientCert our own certificate chain (PEM), with {@code clientKey} (PEM, PKCS #8)
 * @param clientId names us to the broker and, as {@code control}, in our messages; stable over
 *     restarts and not shared with another process
 * @param startedAt when the control plane started, in RFC 3339, for its last will: so its end can
 *     be told from that of another of the same name; empty where none speaks
 * @param active whether we speak for the site: then a last will is left with the broker, and an
 *     orderly end is announced
 * @param requestsOpen whether unsigned requests count
 */
public record LinkSettings(
    String url,
    Optional<String> username,
    Optional<String> password,
    Optional<Path> caFile,
    Optional<Path> clientCert,
    Optional<Path> clientKey,
    String clientId,
    String startedAt,
    List<ServiceTopics> services,
    boolean active,
    boolean requestsOpen) {

  public LinkSettings {
    services = List.copyOf(services);
  }

  /** Settings of a plain connection without credentials. */
  public static LinkSettings plain(String url, String clientId, List<ServiceTopics> services) {
    return new LinkSettings(
        url,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        clientId,
        "",
        services,
        true,
        true);
  }

  /** The same, under another name and without any say: for the command line and for checks. */
  LinkSettings asVisitor(String visitorId) {
    return new LinkSettings(
        url,
        username,
        password,
        caFile,
        clientCert,
        clientKey,
        visitorId,
        "",
        services,
        false,
        requestsOpen);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "LinkSettings[" + url + " as " + clientId + ", " + services.size() + " services]";
  }
}
