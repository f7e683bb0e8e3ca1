package io.piha.console.frame;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import io.piha.console.kit.Faces;
import javafx.application.ColorScheme;
import javafx.scene.Scene;

/** Light or dark. */
public enum Theme {
  LIGHT(new PrimerLight().getUserAgentStylesheetBSS()),
  DARK(new PrimerDark().getUserAgentStylesheetBSS());

  private final String sheet;

  Theme(String sheet) {
    this.sheet = sheet;
  }

  /** Puts it on a window's content. */
  public void on(Scene scene) {
    scene.setUserAgentStylesheet(sheet);
    Faces.set(scene.getRoot(), this);
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
