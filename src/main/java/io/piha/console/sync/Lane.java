package io.piha.console.sync;

/**
 * A commit in the picture.
 *
 * @param progress how much of its window it has stood, 0 to 1
 * @param left when it is there, or that it is
 */
record Lane(
    String brief, String subject, String author, double progress, String left, Stand stand) {

  /** Where it stands. */
  enum Stand {
    /** In its window. */
    WAITING,
    /** Next to go. */
    NEXT,
    /** Something else than its window holds it. */
    HELD,
    /** On the standby. */
    THERE
  }
}
