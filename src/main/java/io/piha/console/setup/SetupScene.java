package io.piha.console.setup;

import io.piha.console.frame.Theme;
import io.piha.console.kit.Screen;
import io.piha.console.kit.Screens;
import io.piha.console.kit.SetupDesk;
import io.piha.console.kit.Words;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** Everything inside the window of a first run: the choice, and the set-up behind it. */
public final class SetupScene {
  private static final double WIDTH = 1100;
  private static final double HEIGHT = 760;

  private final Screens screens;
  private final Words words;
  private final SetupModel model;
  private final WelcomePage welcome;
  private final Region first;
  private final StackPane root = new StackPane();
  private final Scene scene;
  private @Nullable SetupPage page;
  private @Nullable Region steps;
  private Theme theme = Theme.LIGHT;

  /**
   * @param chosen told once what was chosen
   * @param screen runs what it is given on the screen's thread
   */
  public SetupScene(
      SetupModel.Surroundings surroundings,
      SetupDesk desk,
      Words words,
      Consumer<Choice> chosen,
      Executor screen) {
    this.words = words;
    screens = new Screens(words);
    model =
        new SetupModel(
            surroundings, desk, words, file -> chosen.accept(new Choice.Site(file)), screen);
    WelcomeModel choice =
        new WelcomeModel(
            surroundings.environment(),
            words,
            file -> chosen.accept(new Choice.Site(file)),
            screen);
    welcome = new WelcomePage(choice, words, () -> chosen.accept(new Choice.Demo()), this::setUp);
    first = screens.load(Screen.WELCOME, welcome);
    root.getChildren().setAll(first);
    scene = new Scene(root, WIDTH, HEIGHT);
    scene
        .getAccelerators()
        .put(
            new KeyCodeCombination(KeyCode.D, KeyCombination.SHORTCUT_DOWN),
            () -> wear(theme.other()));
    wear(theme);
    welcome.focus();
  }

  /** Opens the steps, where they were left. */
  public void setUp() {
    SetupPage known = page;
    Region there = steps;
    if (known == null || there == null) {
      known = new SetupPage(model, screens, words, this::choose);
      there = screens.load(Screen.SETUP, known);
      page = known;
      steps = there;
      model.begin();
    }
    root.getChildren().setAll(there);
    known.focus();
  }

  /** Back at the first choice; what was typed is kept. */
  private void choose() {
    root.getChildren().setAll(first);
    welcome.focus();
  }

  /**
   * Says that the demonstration opens by itself.
   *
   * @param seconds until then; below 0 when it does not
   */
  void waits(int seconds) {
    welcome.say(seconds < 0 ? "" : words.say("welcome.waits", seconds));
  }

  /** Puts on a theme. */
  public void wear(Theme next) {
    theme = next;
    next.on(scene);
  }

  public Scene scene() {
    return scene;
  }

  /** The set-up itself, for whoever draws or tests its pages. */
  public SetupModel model() {
    return model;
  }
}
