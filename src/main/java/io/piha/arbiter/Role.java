package io.piha.arbiter;

/** A host's place in its service. */
public enum Role {
  PRIMARY,
  STANDBY;

  /** The word in the configuration and on the status page. */
  public String word() {
    return switch (this) {
      case PRIMARY -> "primary";
      case STANDBY -> "standby";
    };
  }
}
