package io.piha.console.frame;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import io.piha.console.kit.Faces;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.scene.Scene;

/** Light or dark. */
public enum Theme {
  LIGHT(new PrimerLight().getUserAgentStylesheetBSS()),
  DARK(new PrimerDark().getUserAgentStylesheetBSS());

  private static final String NONE = "/io/piha/console/none.css";

  private final String sheet;

  Theme(String sheet) {
    this.sheet = sheet;
  }

  /** Keeps JavaFX's own theme from being read; on the screen's thread, before any control. */
  public static void withoutDefault() {
    Application.setUserAgentStylesheet(NONE);
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
