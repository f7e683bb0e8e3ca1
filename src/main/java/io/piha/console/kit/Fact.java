package io.piha.console.kit;

/**
 * A line of a panel: what, what about it, and a figure beside it.
 *
 * @param detail right-aligned; may be empty
 */
public record Fact(String word, String text, String detail, Tone tone) {

  /** A line with nothing to worry about. */
  public static Fact quiet(String word, String text, String detail) {
    return new Fact(word, text, detail, Tone.QUIET);
  }
}
