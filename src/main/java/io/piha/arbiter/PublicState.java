package io.piha.arbiter;

/** What the retained {@code state} topic may say about a service. */
public enum PublicState {
  LEADER,
  RECOVERING,
  MAINTENANCE,
  NONE;

  /** The word on the wire. */
  public String word() {
    return switch (this) {
      case LEADER -> "leader";
      case RECOVERING -> "recovering";
      case MAINTENANCE -> "maintenance";
      case NONE -> "none";
    };
  }
}
