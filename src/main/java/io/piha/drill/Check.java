package io.piha.drill;

/**
 * One thing that must be so before a live drill may begin.
 *
 * @param words what must be so
 * @param met whether it is
 * @param why why not; empty when it is
 */
public record Check(String words, boolean met, String why) {

  static Check of(String words, boolean met, String why) {
    return new Check(words, met, met ? "" : why);
  }
}
