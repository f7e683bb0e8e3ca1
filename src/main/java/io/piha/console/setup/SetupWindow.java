package io.piha.console.setup;

import io.piha.console.frame.Theme;
import io.piha.console.kit.SetupDesk;
import io.piha.console.kit.Words;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The window of a first run. */
public final class SetupWindow {
  private static final double LEAST_WIDTH = 1024;
  private static final double LEAST_HEIGHT = 700;

  /** Seconds for somebody to touch anything, before the demonstration opens by itself. */
  private static final int UNATTENDED = 20;

  private final Stage stage = new Stage();
  private final SetupScene content;
  private @Nullable UnlessTouched waiting;
  private Choice choice = new Choice.Nothing();

  /** On the screen's thread. */
  public SetupWindow(
      SetupModel.Surroundings surroundings, SetupDesk desk, Words words, Executor screen) {
    content = new SetupScene(surroundings, desk, words, this::chosen, screen);
    stage.setTitle(words.say("welcome.title"));
    stage.setScene(content.scene());
  }

  private void chosen(Choice what) {
    if (waiting != null) {
      waiting.stop();
    }
    choice = what;
    stage.close();
  }

  /**
   * Opens the window.
   *
   * @param done called once, when the window is gone
   */
  public void open(Consumer<Choice> done) {
    Platform.getPreferences()
        .colorSchemeProperty()
        .subscribe(scheme -> content.wear(Theme.of(scheme)));
    Rectangle2D room = Screen.getPrimary().getVisualBounds();
    stage.setMinWidth(Math.min(LEAST_WIDTH, room.getWidth()));
    stage.setMinHeight(Math.min(LEAST_HEIGHT, room.getHeight()));
    stage.setOnHidden(_ -> done.accept(choice));
    stage.show();
    waiting =
        new UnlessTouched(
            content.scene(), UNATTENDED, content::waits, () -> chosen(new Choice.Demo()));
  }
}
