package io.piha.console.dialog;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.KeyValue;
import javafx.animation.Timeline;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;

/**
 * A button that acts only when held down, by mouse or space bar, until it is full. Enter does
 * nothing, a click does nothing, and letting go empties it.
 */
public final class HoldButton extends StackPane {

  /** How long it must be held. */
  public static final Duration HOLD = Duration.millis(1200);

  private final Label label = new Label();
  private final Region fill = new Region();
  private final DoubleProperty progress = new SimpleDoubleProperty(this, "progress");
  private final Timeline filling;
  private Runnable onHeld = () -> {};

  public HoldButton() {
    filling = new Timeline(new KeyFrame(HOLD, _ -> held(), new KeyValue(progress, 1.0)));
    getStyleClass().add("hold-button");
    fill.getStyleClass().add("hold-fill");
    label.getStyleClass().add("hold-label");
    fill.maxWidthProperty().bind(widthProperty().multiply(progress));
    setAlignment(fill, Pos.CENTER_LEFT);
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.BUTTON);
    accessibleTextProperty().bind(label.textProperty());
    getChildren().addAll(fill, label);
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
    addEventHandler(MouseEvent.MOUSE_RELEASED, _ -> release());
    addEventHandler(MouseEvent.MOUSE_EXITED, _ -> release());
    addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    addEventHandler(KeyEvent.KEY_RELEASED, _ -> release());
    focusedProperty().subscribe((_, _) -> release());
    disabledProperty().subscribe((_, _) -> release());
  }

  /** What to do when it was held to the end. */
  public void setOnHeld(Runnable action) {
    onHeld = action;
  }

  public StringProperty textProperty() {
    return label.textProperty();
  }

  /** Empties it, as if let go. */
  public void release() {
    filling.stop();
    progress.set(0);
  }

  /** How full it is, 0 to 1. */
  public DoubleProperty progressProperty() {
    return progress;
  }

  private void pressed(MouseEvent event) {
    if (event.getButton() == MouseButton.PRIMARY) {
      requestFocus();
      begin();
      event.consume();
    }
  }

  private void keyPressed(KeyEvent event) {
    if (event.getCode() == KeyCode.SPACE) {
      begin();
      event.consume();
    }
  }

  private void begin() {
    if (!isDisabled() && filling.getStatus() != Animation.Status.RUNNING) {
      filling.playFromStart();
    }
  }

  private void held() {
    release();
    onHeld.run();
  }
}
