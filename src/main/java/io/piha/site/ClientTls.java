package io.piha.site;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of a TLS connection on which both sides may show a certificate; all PEM.
 *
 * @param caFile the authority to trust; the system's when absent
 * @param certFile our certificate; comes together with {@code keyFile}
 * @param keyFile our private key
 */
public record ClientTls(Optional<Path> caFile, Optional<Path> certFile, Optional<Path> keyFile) {

  /** The system's authorities, and no certificate of ours. */
  public static final ClientTls SYSTEM =
      new ClientTls(Optional.empty(), Optional.empty(), Optional.empty());
}
