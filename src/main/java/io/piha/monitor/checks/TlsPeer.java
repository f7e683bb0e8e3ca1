package io.piha.monitor.checks;

import io.piha.site.HostPort;

/**
 * A server that shows a certificate.
 *
 * @param mail whether TLS is asked for in the words of SMTP first (STARTTLS, RFC 3207)
 */
record TlsPeer(HostPort server, boolean mail) {
  static TlsPeer direct(HostPort server) {
    return new TlsPeer(server, false);
  }
}
