package io.piha.cli;

/**
 * Hears of a control plane that lives under this one's own name, from a copy of its data folder.
 *
 * <p>A word from another life alone proves nothing: it may be retained, and a broker that was
 * restored brings old ones back. Only one whose words go on and on lives. Of two that live the one
 * that started first stays; both come to that from the same two times, whatever their clocks say.
 */
final class Namesakes {

  /** More words, each later than the last, than a dead one can have left with a broker. */
  private static final int WORDS = 3;

  /** What follows from what was heard. */
  enum Verdict {
    /** Nothing, or nothing new. */
    NONE,
    /** Another lives, and has to go. */
    STAYS,
    /** Another lives that was there before. */
    YIELDS
  }

  private final String life;
  private String other = "";
  private String latest = "";
  private int words;

  /**
   * @param life when this one started, as it writes it
   */
  Namesakes(String life) {
    this.life = life;
  }

  /**
   * A status under this name was read.
   *
   * @param startedAt when its author started
   * @param at when it was written
   */
  synchronized Verdict heard(String startedAt, String at) {
    if (startedAt.isEmpty() || startedAt.equals(life)) {
      return Verdict.NONE;
    }
    if (!startedAt.equals(other)) {
      other = startedAt;
      latest = "";
      words = 0;
    }
    if (at.compareTo(latest) <= 0) {
      return Verdict.NONE;
    }
    latest = at;
    words++;
    if (words != WORDS) {
      return Verdict.NONE;
    }
    return life.compareTo(other) > 0 ? Verdict.YIELDS : Verdict.STAYS;
  }
}
