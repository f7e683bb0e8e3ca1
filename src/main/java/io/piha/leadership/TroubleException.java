package io.piha.leadership;

/**
 * The broker cannot be used; the message says why, in words for people. Never leaves the package.
 */
final class TroubleException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String why;

  TroubleException(String why, Throwable cause) {
    super(why, cause);
    this.why = why;
  }

  TroubleException(String why) {
    super(why);
    this.why = why;
  }

  /** The reason, in words. */
  String why() {
    return why;
  }
}
