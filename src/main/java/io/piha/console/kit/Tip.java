package io.piha.console.kit;

import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/**
 * What is said when the pointer rests on a thing. A tooltip is a window with a scene of its own, so
 * it is made only when a pointer first comes: of a hundred lines few are ever pointed at.
 */
public final class Tip {

  private static final double WIDEST = 480;

  private @Nullable Tooltip made;
  private String text = "";

  /** Says nothing yet. */
  public Tip(Node of) {
    of.addEventHandler(MouseEvent.MOUSE_ENTERED, _ -> make(of));
  }

  /** Says this from now on. */
  public void say(String now) {
    text = now;
    if (made != null) {
      made.setText(now);
    }
  }

  private void make(Node of) {
    if (made == null && !text.isEmpty()) {
      made = new Tooltip(text);
      made.setWrapText(true);
      made.setMaxWidth(WIDEST);
      Tooltip.install(of, made);
    }
  }
}
