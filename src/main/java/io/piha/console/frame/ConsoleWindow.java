package io.piha.console.frame;

import io.piha.console.kit.Asker;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;

/** The console's window: its size, its theme, its clock and its end. */
public final class ConsoleWindow {

  private static final double LEAST_WIDTH = 1024;
  private static final double LEAST_HEIGHT = 700;

  private final Surroundings surroundings;
  private final Words words;
  private final Executor screen;
  private final ConsoleScene content;
  private final Stage stage = new Stage();

  /** On the screen's thread. */
  public ConsoleWindow(
      Surroundings surroundings, Words words, Asker asker, InstantSource clock, Executor screen) {
    this.surroundings = surroundings;
    this.words = words;
    this.screen = screen;
    this.content = new ConsoleScene(surroundings, words, asker, clock, screen);
  }

  /** Takes a new picture; on the screen's thread. */
  public void show(Snapshot snapshot) {
    content.show(snapshot);
  }

  /**
   * Opens the window.
   *
   * @param closed called once, when the window is gone
   */
  public void open(Runnable closed) {
    Platform.getPreferences()
        .colorSchemeProperty()
        .subscribe(scheme -> content.wear(Theme.of(scheme)));
    var ticker = new Ticker(screen, () -> stage.isShowing() && !stage.isIconified(), content::tick);
    stage.setTitle(words.say("window.title", surroundings.title()));
    stage.setScene(content.scene());
    stage.setOnCloseRequest(this::closing);
    stage.setOnHidden(
        _ -> {
          ticker.close();
          closed.run();
        });
    fit();
    stage.show();
  }

  /** As large as designed, or as the screen allows. */
  private void fit() {
    var room = Screen.getPrimary().getVisualBounds();
    stage.setMinWidth(Math.min(LEAST_WIDTH, room.getWidth()));
    stage.setMinHeight(Math.min(LEAST_HEIGHT, room.getHeight()));
    stage.setWidth(Math.min(1400, room.getWidth()));
    stage.setHeight(Math.min(880, room.getHeight()));
  }

  /** With the window of the engine supervision ends; an observer's window may just go. */
  private void closing(WindowEvent event) {
    if (!surroundings.observer()) {
      event.consume();
      content.askToClose(stage::close);
    }
  }
}
