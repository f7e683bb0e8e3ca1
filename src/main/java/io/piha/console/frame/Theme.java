package io.piha.console.frame;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import javafx.application.ColorScheme;

/** Light or dark. */
public enum Theme {
  LIGHT(new PrimerLight().getUserAgentStylesheetBSS()),
  DARK(new PrimerDark().getUserAgentStylesheetBSS());

  private final String sheet;

  Theme(String sheet) {
    this.sheet = sheet;
  }

  /** The theme's style sheet. */
  public String sheet() {
    return sheet;
  }

  /** The other one. */
  public Theme other() {
    return this == LIGHT ? DARK : LIGHT;
  }

  /** What the operator's system prefers. */
  public static Theme of(ColorScheme scheme) {
    return scheme == ColorScheme.DARK ? DARK : LIGHT;
  }
}
