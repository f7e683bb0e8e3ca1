package io.piha.poe.snmp;

import io.piha.site.Secret;
import io.piha.site.SecretText;
import java.util.Optional;

/** The version of SNMP and who we are there. */
public sealed interface SnmpAccess {

  /** Version 2c: a community, in clear on the wire. */
  record Community(Secret community) implements SnmpAccess {}

  /**
   * Version 3 with the user-based security model (RFC 3414).
   *
   * @param user the security name
   * @param auth authentication; without it nothing is proven
   * @param privacy encryption; only together with authentication
   */
  record User(SecretText user, Optional<Auth> auth, Optional<Privacy> privacy)
      implements SnmpAccess {}

  /** How a v3 user proves itself. */
  record Auth(AuthProtocol protocol, Secret key) {}

  /** How a v3 user's messages are hidden. */
  record Privacy(PrivacyProtocol protocol, Secret key) {}

  /** RFC 3414 (MD5, SHA) and RFC 7860 (SHA-2). */
  enum AuthProtocol {
    MD5,
    SHA,
    SHA_224,
    SHA_256,
    SHA_384,
    SHA_512
  }

  /** RFC 3414 (DES), RFC 3826 (AES-128) and the common longer keys. */
  enum PrivacyProtocol {
    DES,
    AES_128,
    AES_192,
    AES_256
  }
}
