package io.piha.arbiter;

/** What one probe says about a host. */
public enum Verdict {
  /** The content of the answer says that the thing works. */
  UP,
  /** Refused, silent, unreachable as a host, or an answer that says the thing is dead. */
  DOWN,
  /** No verdict on the host is possible from here: name resolution, TLS trust, no route, token. */
  UNKNOWN;

  /** The word the status page uses. */
  public String word() {
    return switch (this) {
      case UP -> "up";
      case DOWN -> "down";
      case UNKNOWN -> "unknown";
    };
  }
}
