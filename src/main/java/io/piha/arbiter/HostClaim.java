package io.piha.arbiter;

import java.util.Locale;
import java.util.Optional;

/** What a host says of itself in a heartbeat or an announcement. */
public enum HostClaim {
  /** It acts as leader. */
  LEADER,
  /** It says anything else: observing, passive, standby, maintenance, starting. */
  PASSIVE;

  /** Reads the {@code state} word of a host's message; an absent word claims nothing. */
  public static Optional<HostClaim> read(String word) {
    String plain = word.strip().toLowerCase(Locale.ROOT);
    if (plain.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(plain.equals("leader") ? LEADER : PASSIVE);
  }
}
