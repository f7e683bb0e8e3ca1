package io.piha.monitor;

import io.piha.arbiter.Verdict;

/**
 * A verdict with a few words for people.
 *
 * @param words on one line, cut to a bearable length
 */
record Finding(Verdict verdict, String words) {
  private static final int LONGEST = 160;

  Finding {
    words = brief(words, LONGEST);
  }

  /** Outside text on one line and of bounded length. */
  static String brief(String text, int longest) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() > longest ? line.substring(0, longest - 1) + "…" : line;
  }

  static Finding up(String words) {
    return new Finding(Verdict.UP, words);
  }

  static Finding down(String words) {
    return new Finding(Verdict.DOWN, words);
  }

  static Finding unknown(String words) {
    return new Finding(Verdict.UNKNOWN, words);
  }
}
