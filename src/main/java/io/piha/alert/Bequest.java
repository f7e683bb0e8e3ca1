package io.piha.alert;

import io.piha.alert.rules.TriageState;

/**
 * What one control plane leaves the next.
 *
 * @param version of this form
 * @param by who left it
 * @param born names its outbox, and so its memory
 * @param rules the memory of its rules
 */
record Bequest(int version, String by, String born, TriageState rules) {

  static final int VERSION = 1;

  static Bequest of(String by, String born, TriageState rules) {
    return new Bequest(VERSION, by, born, rules);
  }
}
