package io.piha.console.frame;

import io.piha.console.kit.Archive;
import io.piha.console.kit.Asker;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;

/** The console's window: its place, its theme, its clock and its end. */
public final class ConsoleWindow {

  private static final double LEAST_WIDTH = 1024;
  private static final double LEAST_HEIGHT = 700;
  private static final double WIDTH = 1400;
  private static final double HEIGHT = 880;

  private final Surroundings surroundings;
  private final Words words;
  private final Executor screen;
  private final WindowMemory memory;
  private final Unhurried unhurried;
  private final ConsoleScene content;
  private final Stage stage = new Stage();
  private Ending ending = Ending.END;

  /** On the screen's thread. */
  public ConsoleWindow(
      Surroundings surroundings,
      WindowMemory memory,
      Words words,
      Asker asker,
      Archive archive,
      InstantSource clock,
      Executor screen) {
    this.surroundings = surroundings;
    this.memory = memory;
    this.words = words;
    this.screen = screen;
    this.unhurried = new Unhurried(screen);
    this.content = new ConsoleScene(surroundings, words, asker, archive, clock, screen, unhurried);
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
  public void open(Consumer<Ending> closed) {
    Optional<WindowMemory.Kept> kept = memory.recall();
    Platform.getPreferences()
        .colorSchemeProperty()
        .subscribe(
            scheme ->
                content.wear(
                    kept.flatMap(WindowMemory.Kept::theme).orElseGet(() -> Theme.of(scheme))));
    kept.map(WindowMemory.Kept::grouping).ifPresent(content::group);
    var ticker =
        new Ticker(
            screen,
            content.rhythm(),
            () -> stage.isShowing() && !stage.isIconified(),
            content::tick);
    stage.setTitle(words.say("window.title", surroundings.title()));
    stage.setScene(content.scene());
    stage.setOnCloseRequest(this::closing);
    stage.setOnHidden(
        _ -> {
          ticker.close();
          memory.keep(kept());
          closed.accept(ending);
        });
    place(kept);
    stage.show();
    unhurried.letGoAfter(content.scene());
  }

  /** As it was, where that is still on a screen; else as large as designed or as there is room. */
  private void place(Optional<WindowMemory.Kept> kept) {
    Rectangle2D room = Screen.getPrimary().getVisualBounds();
    stage.setMinWidth(Math.min(LEAST_WIDTH, room.getWidth()));
    stage.setMinHeight(Math.min(LEAST_HEIGHT, room.getHeight()));
    stage.setWidth(Math.min(kept.map(WindowMemory.Kept::width).orElse(WIDTH), room.getWidth()));
    stage.setHeight(Math.min(kept.map(WindowMemory.Kept::height).orElse(HEIGHT), room.getHeight()));
    kept.filter(ConsoleWindow::onScreen)
        .ifPresent(
            it -> {
              stage.setX(it.x());
              stage.setY(it.y());
              stage.setMaximized(it.maximized());
            });
  }

  private static boolean onScreen(WindowMemory.Kept kept) {
    return Screen.getScreens().stream()
        .anyMatch(each -> each.getVisualBounds().contains(kept.x() + 40, kept.y() + 20));
  }

  private WindowMemory.Kept kept() {
    boolean system = content.theme() == Theme.of(Platform.getPreferences().getColorScheme());
    return new WindowMemory.Kept(
        stage.getX(),
        stage.getY(),
        stage.getWidth(),
        stage.getHeight(),
        stage.isMaximized(),
        system ? Optional.empty() : Optional.of(content.theme()),
        content.grouping());
  }

  /** With the window of the engine supervision may end; an observer's window may just go. */
  private void closing(WindowEvent event) {
    if (!surroundings.observer()) {
      event.consume();
      content.askToClose(
          how -> {
            ending = how;
            stage.close();
          });
    }
  }
}
