package io.piha.recovery.core;

import java.io.IOException;

/** Core answered, and the answer is no. */
final class CoreRefused extends IOException {

  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code Core's word for it, e.g. {@code password_incorrect}
   */
  CoreRefused(String code, String message) {
    super(message);
    this.code = code;
  }

  String code() {
    return code;
  }
}
