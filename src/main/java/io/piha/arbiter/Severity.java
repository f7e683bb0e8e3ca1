package io.piha.arbiter;

/** How much a person should care. */
public enum Severity {
  INFO,
  WARNING,
  CRITICAL;

  /** The word on the wire. */
  public String word() {
    return switch (this) {
      case INFO -> "info";
      case WARNING -> "warning";
      case CRITICAL -> "critical";
    };
  }
}
