package io.piha.site;

import java.nio.file.Path;

/** Where audit records go besides (RFC 5424). */
public sealed interface Syslog {

  /** One datagram per record. */
  record Udp(HostPort address) implements Syslog {}

  /** A stream with counted records (RFC 6587). */
  record Tcp(HostPort address) implements Syslog {}

  /** The same in TLS (RFC 5425). */
  record Tls(HostPort address, ClientTls files) implements Syslog {}

  /** The socket of the local daemon. */
  record Unix(Path socket) implements Syslog {}
}
