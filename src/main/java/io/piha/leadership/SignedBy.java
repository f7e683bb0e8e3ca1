package io.piha.leadership;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/** The four user properties of a signed request; a missing one is an empty text. */
record SignedBy(String operator, String at, String nonce, String signature) {
  static final String OPERATOR = "operator";
  static final String AT = "at";
  static final String NONCE = "nonce";
  static final String SIGNATURE = "signature";

  private static final Set<String> NAMES = Set.of(OPERATOR, AT, NONCE, SIGNATURE);

  static SignedBy read(Iterable<UserProperty> properties) throws UnreadableException {
    Map<String, String> found = new HashMap<>();
    for (UserProperty each : properties) {
      if (!NAMES.contains(each.getKey())) {
        continue;
      }
      if (each.getValue().length() > Limits.ID) {
        throw new UnreadableException(
            "user property " + each.getKey() + " is longer than " + Limits.ID + " characters");
      }
      if (found.put(each.getKey(), each.getValue()) != null) {
        throw new UnreadableException("user property " + each.getKey() + " is there twice");
      }
    }
    return new SignedBy(
        found.getOrDefault(OPERATOR, ""),
        found.getOrDefault(AT, ""),
        found.getOrDefault(NONCE, ""),
        found.getOrDefault(SIGNATURE, ""));
  }

  /** Whether a user property is part of a signature. */
  static boolean belongs(UserProperty property) {
    return NAMES.contains(property.getKey());
  }

  boolean isAbsent() {
    return operator.isEmpty() || at.isEmpty() || nonce.isEmpty() || signature.isEmpty();
  }
}
