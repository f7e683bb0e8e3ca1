package io.piha.console.setup;

import java.util.function.IntConsumer;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.event.EventHandler;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Something that happens by itself after a while, unless anybody is there. */
final class UnlessTouched {

  /** A window that opens under the pointer has been moved over without anybody moving. */
  private static final double MEANT = 12;

  private final IntConsumer left;
  private final Timeline countdown;
  private int seconds;
  private @Nullable Point2D first;

  /**
   * Begins to wait.
   *
   * @param left told the seconds that are left, and −1 once somebody is there
   */
  UnlessTouched(Scene scene, int seconds, IntConsumer left, Runnable then) {
    this.seconds = seconds;
    this.left = left;
    countdown = new Timeline(new KeyFrame(Duration.seconds(1), _ -> left.accept(--this.seconds)));
    countdown.setCycleCount(seconds);
    countdown.setOnFinished(_ -> then.run());
    EventHandler<InputEvent> touched = _ -> stop();
    scene.addEventFilter(KeyEvent.KEY_PRESSED, touched);
    scene.addEventFilter(MouseEvent.MOUSE_PRESSED, touched);
    scene.addEventFilter(MouseEvent.MOUSE_MOVED, this::moved);
    left.accept(seconds);
    countdown.play();
  }

  private void moved(MouseEvent event) {
    Point2D at = new Point2D(event.getScreenX(), event.getScreenY());
    if (first == null) {
      first = at;
    } else if (first.distance(at) > MEANT) {
      stop();
    }
  }

  /** Somebody is there. */
  void stop() {
    countdown.stop();
    left.accept(-1);
  }
}
