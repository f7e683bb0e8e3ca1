package io.piha.lease;

import java.io.IOException;

/**
 * etcd did not do what it was asked. The message says what was tried, where, and what came back.
 */
public final class EtcdTrouble extends IOException {

  private static final long serialVersionUID = 1L;

  EtcdTrouble(String message) {
    super(message);
  }

  EtcdTrouble(String message, Throwable cause) {
    super(message, cause);
  }

  /** The message; never absent. */
  public String words() {
    return String.valueOf(getMessage());
  }
}
