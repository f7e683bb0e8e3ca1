package io.piha.cli;

/** Exit codes, fixed for scripts. */
final class Exit {

  /** Accepted; with {@code --wait}: done. */
  static final int OK = 0;

  /** It was tried and failed. */
  static final int FAILED = 1;

  /** Wrong usage. */
  static final int USAGE = 2;

  /** The configuration is invalid; nothing was started. */
  static final int CONFIG = 3;

  /** A guard refused it; the reason was printed. */
  static final int REFUSED = 4;

  /** No active control plane answered. */
  static final int NOBODY = 5;

  private Exit() {}
}
