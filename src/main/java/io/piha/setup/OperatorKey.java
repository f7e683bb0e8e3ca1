package io.piha.setup;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * An operator and the key by which requests over MQTT are signed.
 *
 * @param name letters, digits, {@code _} and {@code -}
 */
public record OperatorKey(String name, String key) {
  private static final int BYTES = 32;

  /** A fresh key for whoever that is. */
  public static OperatorKey fresh(String name) {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String plain = name.replaceAll("[^A-Za-z0-9_-]", "");
    return new OperatorKey(plain.isEmpty() ? "operator" : plain, HexFormat.of().formatHex(random));
  }

  /** What its key is called among the secrets. */
  public String secret() {
    return name + "_key";
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "OperatorKey[" + name + "]";
  }
}
