package io.piha.arbiter;

import java.util.Locale;
import java.util.Optional;

/** What may be asked for on {@code cmd}. */
public enum Command {
  PROMOTE,
  DEMOTE,
  FREEZE,
  THAW,
  RESET,
  REINSTALL,
  RESTORE,
  FAILBACK,
  ACK,
  SYNC,
  SNAPSHOT,
  /** Another control plane takes over. */
  HANDOVER;

  /** The word on the wire. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the command means one host. */
  public boolean namesHost() {
    return switch (this) {
      case PROMOTE, DEMOTE, RESET, REINSTALL, RESTORE -> true;
      case FREEZE, THAW, FAILBACK, ACK, SYNC, SNAPSHOT, HANDOVER -> false;
    };
  }

  /** Reads the word on the wire. */
  public static Optional<Command> read(String word) {
    for (Command each : values()) {
      if (each.word().equals(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
