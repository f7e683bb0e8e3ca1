package io.piha.console.drills;

/**
 * A step in the list.
 *
 * @param time when it was over, since the drill began; empty before
 * @param words what it is
 * @param bound how long it may take, in words; empty where it has no bound
 * @param note what was seen, or why it was not met; empty when there is nothing to say
 */
record Line(String time, String words, String bound, String note, Stand stand) {

  /** How far it is. */
  enum Stand {
    /** Not yet. */
    AHEAD,
    /** It goes on. */
    NOW,
    /** As planned. */
    MET,
    /** Not as planned. */
    MISSED
  }
}
