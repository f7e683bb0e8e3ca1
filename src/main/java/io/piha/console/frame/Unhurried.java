package io.piha.console.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.scene.Scene;

/**
 * Runs what can wait when the first picture is on the screen, and from then on at once; on the
 * screen's thread.
 */
final class Unhurried implements Executor {

  private final Executor screen;
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean late;

  /**
   * @param screen runs what it is given on the screen's thread, later
   */
  Unhurried(Executor screen) {
    this.screen = screen;
  }

  @Override
  public void execute(Runnable task) {
    if (late) {
      task.run();
    } else {
      waiting.add(task);
    }
  }

  /** The next frame of the scene is the one that nothing is to hold up. */
  void letGoAfter(Scene scene) {
    scene.addPostLayoutPulseListener(
        new Runnable() {
          @Override
          public void run() {
            scene.removePostLayoutPulseListener(this);
            screen.execute(Unhurried.this::letGo);
          }
        });
  }

  private void letGo() {
    late = true;
    waiting.forEach(Runnable::run);
    waiting.clear();
  }
}
