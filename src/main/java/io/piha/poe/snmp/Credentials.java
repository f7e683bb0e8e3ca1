package io.piha.poe.snmp;

import io.piha.site.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snmp4j.security.AuthHMAC128SHA224;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthHMAC256SHA384;
import org.snmp4j.security.AuthHMAC384SHA512;
import org.snmp4j.security.AuthMD5;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.PrivAES192;
import org.snmp4j.security.PrivAES256;
import org.snmp4j.security.PrivDES;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/** A configured v3 user in the library's words. */
final class Credentials {
  private Credentials() {}

  static UsmUser user(SnmpAccess.User user) {
    return new UsmUser(
        name(user),
        user.auth().map(auth -> protocol(auth.protocol())).orElse(null),
        octets(user.auth().map(SnmpAccess.Auth::key)),
        user.privacy().map(privacy -> protocol(privacy.protocol())).orElse(null),
        octets(user.privacy().map(SnmpAccess.Privacy::key)));
  }

  static OctetString name(SnmpAccess.User user) {
    return new OctetString(user.user().reveal());
  }

  static int level(SnmpAccess.User user) {
    if (user.auth().isEmpty()) {
      return SecurityLevel.NOAUTH_NOPRIV;
    }
    return user.privacy().isPresent() ? SecurityLevel.AUTH_PRIV : SecurityLevel.AUTH_NOPRIV;
  }

  private static @Nullable OctetString octets(Optional<Secret> key) {
    return key.map(secret -> new OctetString(secret.reveal())).orElse(null);
  }

  private static OID protocol(SnmpAccess.AuthProtocol protocol) {
    return switch (protocol) {
      case MD5 -> AuthMD5.ID;
      case SHA -> AuthSHA.ID;
      case SHA_224 -> AuthHMAC128SHA224.ID;
      case SHA_256 -> AuthHMAC192SHA256.ID;
      case SHA_384 -> AuthHMAC256SHA384.ID;
      case SHA_512 -> AuthHMAC384SHA512.ID;
    };
  }

  private static OID protocol(SnmpAccess.PrivacyProtocol protocol) {
    return switch (protocol) {
      case DES -> PrivDES.ID;
      case AES_128 -> PrivAES128.ID;
      case AES_192 -> PrivAES192.ID;
      case AES_256 -> PrivAES256.ID;
    };
  }
}
