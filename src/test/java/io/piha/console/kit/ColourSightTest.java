package io.piha.console.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.console.Estates;
import io.piha.console.Stagehand;
import io.piha.console.frame.ConsoleScene;
import io.piha.console.frame.Theme;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The colours as the style sheets resolve them, seen by eyes that lack a kind of cone. */
@ExtendWith(ApplicationExtension.class)
class ColourSightTest {

  /** States that stand beside one another, as text and as signs. */
  private static final List<String> STATES =
      List.of("-color-accent-fg", "-color-warning-fg", "-color-danger-fg", "-color-fg-muted");

  /** What lies side by side on the timeline. */
  private static final List<String> STRETCHES =
      List.of("-state-gap", "-state-late", "-color-accent-muted", "-color-bg-default");

  private static final List<List<String>> TEXTS =
      List.of(
          List.of("-color-accent-fg", "-color-accent-subtle"),
          List.of("-color-warning-fg", "-color-warning-subtle"),
          List.of("-color-danger-fg", "-color-danger-subtle"),
          List.of("-color-accent-fg", "-color-bg-default"),
          List.of("-color-warning-fg", "-color-bg-inset"),
          List.of("-color-danger-fg", "-color-bg-inset"),
          List.of("-color-fg-muted", "-color-bg-inset"),
          List.of("-color-fg-muted", "-color-bg-subtle"),
          List.of("-color-fg-muted", "-color-accent-subtle"),
          List.of("-color-fg-default", "-color-accent-muted"),
          List.of("-color-fg-default", "-color-warning-subtle"),
          List.of("-color-fg-default", "-state-late"),
          List.of("-color-fg-default", "-state-gap"));

  /** Ticks, arcs and signs on what they are drawn on. */
  private static final List<List<String>> MARKS =
      List.of(
          List.of("-color-accent-fg", "-color-bg-default"),
          List.of("-color-accent-fg", "-color-accent-muted"),
          List.of("-color-danger-fg", "-state-gap"),
          List.of("-color-warning-fg", "-state-late"),
          List.of("-color-fg-muted", "-color-bg-default"));

  private final Map<String, Label> swatches = new HashMap<>();

  // Made in start, on the screen's thread, before any test.
  @SuppressWarnings("NullAway.Init")
  private ConsoleScene console;

  @Start
  void start(Stage stage) {
    console = new Stagehand().scene(false, false);
    console.show(Estates.incident());
    var root = (StackPane) console.scene().getRoot();
    var all = new ArrayList<>(STATES);
    all.addAll(STRETCHES);
    TEXTS.forEach(all::addAll);
    for (String name : all) {
      var swatch = new Label();
      swatch.setStyle("-fx-text-fill: " + name + ";");
      swatches.put(name, swatch);
    }
    root.getChildren().addAll(swatches.values());
    stage.setScene(console.scene());
    stage.show();
  }

  @Test
  void statesThatStandBesideOneAnotherAreToldApartByEveryEye(FxRobot robot) {
    var alike = new ArrayList<String>();
    for (Theme theme : Theme.values()) {
      wear(robot, theme);
      compare(theme, STATES, 15, alike);
      compare(theme, STRETCHES, 10, alike);
    }
    assertThat(alike).isEmpty();
  }

  @Test
  void textAndMarksStandOutFromTheirGroundForEveryEye(FxRobot robot) {
    var faint = new ArrayList<String>();
    for (Theme theme : Theme.values()) {
      wear(robot, theme);
      TEXTS.forEach(pair -> standsOut(theme, pair, 4.5, faint));
      MARKS.forEach(pair -> standsOut(theme, pair, 3, faint));
    }
    assertThat(faint).isEmpty();
  }

  private void compare(Theme theme, List<String> names, double least, List<String> alike) {
    for (Sight eye : Sight.ALL) {
      for (int i = 0; i < names.size(); i++) {
        for (String other : names.subList(i + 1, names.size())) {
          double far = eye.difference(colour(names.get(i)), colour(other));
          if (far < least) {
            alike.add(
                "%s %s: %s and %s, %.1f".formatted(theme, eye.name(), names.get(i), other, far));
          }
        }
      }
    }
  }

  private void standsOut(Theme theme, List<String> pair, double least, List<String> faint) {
    for (Sight eye : Sight.ALL) {
      double ratio = eye.contrast(colour(pair.getFirst()), colour(pair.getLast()));
      if (ratio < least) {
        faint.add("%s %s: %s, %.2f".formatted(theme, eye.name(), pair, ratio));
      }
    }
  }

  private void wear(FxRobot robot, Theme theme) {
    robot.interact(
        () -> {
          console.wear(theme);
          console.scene().getRoot().applyCss();
        });
  }

  /** As it is seen: a translucent one lies on a card. */
  private Color colour(String name) {
    Color own = plain(name);
    return own.isOpaque()
        ? own
        : plain("-color-bg-default").interpolate(opaque(own), own.getOpacity());
  }

  private Color plain(String name) {
    return (Color) swatches.getOrDefault(name, new Label()).getTextFill();
  }

  private static Color opaque(Color of) {
    return new Color(of.getRed(), of.getGreen(), of.getBlue(), 1);
  }
}
