package io.piha.drill;

/** Reality left the plan, or somebody stopped the drill; the message says how. */
final class Left extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean stopped;

  Left(String why, boolean stopped) {
    super(why);
    this.stopped = stopped;
  }

  String why() {
    return String.valueOf(getMessage());
  }

  /** A person stopped it. */
  boolean isStopped() {
    return stopped;
  }
}
