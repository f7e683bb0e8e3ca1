package io.piha.console.overview;

import atlantafx.base.controls.ToggleSwitch;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;

/** A switch that shows what is, and when touched asks first instead of turning by itself. */
public final class FreezeSwitch extends ToggleSwitch {

  private Runnable onAsk = () -> {};

  public FreezeSwitch() {
    getStyleClass().add("freeze-switch");
    addEventFilter(MouseEvent.MOUSE_RELEASED, this::touched);
    addEventFilter(KeyEvent.KEY_PRESSED, this::typed);
    addEventFilter(KeyEvent.KEY_RELEASED, FreezeSwitch::swallow);
  }

  /** What to do when it is touched. */
  public void setOnAsk(Runnable action) {
    onAsk = action;
  }

  private void touched(MouseEvent event) {
    event.consume();
    onAsk.run();
  }

  private void typed(KeyEvent event) {
    if (event.getCode() == KeyCode.SPACE || event.getCode() == KeyCode.ENTER) {
      event.consume();
      onAsk.run();
    }
  }

  private static void swallow(KeyEvent event) {
    if (event.getCode() == KeyCode.SPACE || event.getCode() == KeyCode.ENTER) {
      event.consume();
    }
  }
}
