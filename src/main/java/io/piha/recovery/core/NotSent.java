package io.piha.recovery.core;

import java.io.IOException;

/** The connection failed before anything of what was asked had left this machine. */
final class NotSent extends IOException {
  private static final long serialVersionUID = 1L;

  NotSent(String why, Throwable cause) {
    super(why, cause);
  }
}
