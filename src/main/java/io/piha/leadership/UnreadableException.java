package io.piha.leadership;

/** A payload that cannot be read; the message says why, in words. Never leaves the package. */
final class UnreadableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String why;

  UnreadableException(String why) {
    super(why, null, false, false);
    this.why = why;
  }

  /** The reason, in words. */
  String why() {
    return why;
  }
}
