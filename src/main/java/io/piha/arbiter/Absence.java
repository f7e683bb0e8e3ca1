package io.piha.arbiter;

/** An absence that a host announces before it falls silent on purpose. */
public enum Absence {
  RESTART,
  UPDATE;

  /** The word on the wire. */
  public String word() {
    return switch (this) {
      case RESTART -> "restart";
      case UPDATE -> "update";
    };
  }
}
