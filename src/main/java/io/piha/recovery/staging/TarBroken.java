package io.piha.recovery.staging;

import java.io.IOException;

/** A tar that is not whole, or none at all. */
public final class TarBroken extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * @param at where, in bytes from the front
   */
  public TarBroken(String what, long at) {
    super(what + " (at byte " + at + ")");
  }
}
