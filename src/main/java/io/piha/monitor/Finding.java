package io.piha.monitor;

import io.piha.arbiter.Verdict;

/** A verdict with a few words for people. */
record Finding(Verdict verdict, String words) {

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
