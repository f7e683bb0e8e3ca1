package io.piha.site;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the certificate of a TLS peer is judged. With neither, the system's own authorities count.
 *
 * @param caFile PEM file with the authority to trust
 * @param fingerprint SHA-256 of the one certificate to trust, 64 lower-case hex digits
 */
public record Trust(Optional<Path> caFile, Optional<String> fingerprint) {

  /** The system's authorities. */
  public static final Trust SYSTEM = new Trust(Optional.empty(), Optional.empty());
}
