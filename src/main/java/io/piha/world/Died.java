package io.piha.world;

/** The control plane's process ends here, in the middle of what it was doing. */
final class Died extends RuntimeException {
  private static final long serialVersionUID = 1;

  Died() {
    super("the process died", null, false, false);
  }
}
