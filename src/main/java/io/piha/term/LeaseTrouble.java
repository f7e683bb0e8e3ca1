package io.piha.term;

import java.io.IOException;

/**
 * The store of the lease did not do what it was asked. The message says what was tried, where, and
 * what came back.
 */
public final class LeaseTrouble extends IOException {

  private static final long serialVersionUID = 1L;

  /** With what was tried, where, and what came back. */
  public LeaseTrouble(String message) {
    super(message);
  }

  /** The same, and from what it came. */
  public LeaseTrouble(String message, Throwable cause) {
    super(message, cause);
  }

  /** The message; never absent. */
  public String words() {
    return String.valueOf(getMessage());
  }
}
