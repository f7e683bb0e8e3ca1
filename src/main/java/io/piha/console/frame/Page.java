package io.piha.console.frame;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** The catalogue of pages, in the order of the rail and of Ctrl+1 … */
public enum Page {
  OVERVIEW(KeyCode.DIGIT1, "fth-grid"),
  TIMELINE(KeyCode.DIGIT2, "fth-activity"),
  DRILLS(KeyCode.DIGIT3, "fth-target"),
  SYNC(KeyCode.DIGIT4, "fth-git-branch"),
  SNAPSHOTS(KeyCode.DIGIT5, "fth-package"),
  AUDIT(KeyCode.DIGIT6, "fth-file-text"),
  SETTINGS(KeyCode.DIGIT7, "fth-settings"),
  ALARMS(KeyCode.DIGIT8, "fth-bell");

  private final KeyCode digit;
  private final String icon;

  Page(KeyCode digit, String icon) {
    this.digit = digit;
    this.icon = icon;
  }

  /** All of them, in order. */
  static Set<Page> all() {
    return EnumSet.allOf(Page.class);
  }

  /** The stem of its message keys and ids. */
  String stem() {
    return name().toLowerCase(Locale.ROOT);
  }

  String icon() {
    return icon;
  }

  /** The key that turns to it, as people write it. */
  String keyName() {
    return "Ctrl+" + digit.getName();
  }

  KeyCodeCombination key() {
    return new KeyCodeCombination(digit, KeyCombination.SHORTCUT_DOWN);
  }
}
