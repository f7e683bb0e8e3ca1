package io.piha.site;

import java.net.URI;
import java.util.Optional;

/**
 * A server that shows a certificate.
 *
 * @param mail whether TLS is asked for in the words of SMTP first (STARTTLS, RFC 3207)
 */
public record TlsPeer(HostPort server, boolean mail) {

  /** One that is spoken to with TLS at once. */
  public static TlsPeer direct(HostPort server) {
    return new TlsPeer(server, false);
  }

  /**
   * The server of an address; none where that is not spoken to with TLS. Only its beginning is
   * looked at; what follows may hold a secret or a template.
   */
  public static Optional<TlsPeer> at(String address) {
    if (!address.matches("(?s)(https|mqtts)://.*")) {
      return Optional.empty();
    }
    URI uri;
    try {
      uri = URI.create(address.replaceAll("(?s)^([a-z]+://)(?:[^/?#@]*@)?([^/?#]*).*$", "$1$2"));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (uri.getHost() == null) {
      return Optional.empty();
    }
    String host = uri.getHost().replaceAll("[\\[\\]]", "");
    int usual = address.startsWith("mqtts") ? 8883 : 443;
    return Optional.of(direct(new HostPort(host, uri.getPort() < 0 ? usual : uri.getPort())));
  }
}
