package io.piha.console.kit;

import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/** A state's symbol. Its shape is a pseudo-class's, so it is the same on every machine. */
public final class SignView extends Region {

  public SignView() {
    getStyleClass().add("sign");
    setAccessibleRole(AccessibleRole.NODE);
    setFocusTraversable(false);
  }

  /** Shows a symbol. */
  public void show(Sign sign) {
    Faces.set(this, sign);
  }
}
