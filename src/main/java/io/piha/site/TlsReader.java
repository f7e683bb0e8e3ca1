package io.piha.site;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Reads how TLS peers are judged. */
public final class TlsReader {
  private TlsReader() {}

  /** The keys {@code ca_file} and {@code fingerprint}. */
  public static Trust trust(Fields fields) {
    Optional<Path> ca = fields.take("ca_file").flatMap(Value::existingFile);
    Optional<String> fingerprint = fields.take("fingerprint").flatMap(TlsReader::fingerprint);
    return new Trust(ca, fingerprint);
  }

  private static Optional<String> fingerprint(Value value) {
    Optional<String> hex =
        value
            .text()
            .map(each -> each.replaceFirst("(?i)^sha-?256[:=/ ]", "").replaceAll("[: ]", ""))
            .map(each -> each.toLowerCase(Locale.ROOT));
    if (hex.isPresent() && !hex.get().matches("[0-9a-f]{64}")) {
      value.error(
          "is no SHA-256 fingerprint",
          "write 64 hex digits, as openssl x509 -noout -fingerprint -sha256 prints them");
      return Optional.empty();
    }
    return hex;
  }

  /** The files of a connection on which both sides may show a certificate. */
  public static ClientTls files(Fields fields, String caKey, String certKey, String keyKey) {
    Optional<Path> ca = fields.take(caKey).flatMap(Value::existingFile);
    Optional<Value> cert = fields.take(certKey);
    Optional<Value> key = fields.take(keyKey);
    if (cert.isPresent() != key.isPresent()) {
      cert.or(() -> key)
          .orElseThrow()
          .error(
              certKey + " and " + keyKey + " come together",
              "name " + (cert.isPresent() ? keyKey : certKey) + " too");
    }
    return new ClientTls(ca, cert.flatMap(Value::existingFile), key.flatMap(Value::existingFile));
  }
}
