package io.piha.cli;

import io.piha.console.frame.ConsoleScene;
import io.piha.drill.Scenarios;
import java.time.Duration;
import java.util.concurrent.Callable;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.RadioButton;
import javafx.scene.input.KeyCode;
import org.awaitility.Awaitility;
import org.testfx.api.FxRobot;

/** Hands and eyes of a tester on the Drills page. */
final class DrillsTester {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final FxRobot robot;
  private final ConsoleScene console;

  DrillsTester(FxRobot robot, ConsoleScene console) {
    this.robot = robot;
    this.console = console;
  }

  /** Opens the page. */
  void open() {
    press("#drills.rail-page");
    int all = Scenarios.builtIn().all().size();
    await("the scenarios are read", () -> choices().getItems().size() == all);
  }

  /** Chooses the scenario of that place in the list. */
  void choose(int place, String title) {
    robot.interact(() -> choices().getSelectionModel().select(place));
    await("it is chosen: " + title, () -> text("#drillTitle").startsWith(title));
  }

  /** Rehearses the chosen one; its verdict. */
  String rehearse() {
    press("#rehearse");
    await("it was rehearsed", () -> text("#drillMark").equals("REHEARSAL"));
    return text("#drillVerdict");
  }

  /** Begins the chosen one live, as soon as every check is met; twice asked where power is cut. */
  void begin(boolean stepwise, Callable<Boolean> begun) {
    press("#drillLive");
    await(
        "it asks", () -> TesterWindow.seen(() -> robot.lookup("#stepwise").tryQuery().isPresent()));
    robot.interact(
        () -> ((RadioButton) node(stepwise ? "#stepwise" : "#handsOff")).setSelected(true));
    CheckBox power = (CheckBox) node("#power");
    if (power.isVisible()) {
      robot.interact(() -> power.setSelected(true));
    }
    await("all is met", () -> !node("#begin").isDisabled());
    robot.interact(() -> node("#begin").requestFocus());
    robot.press(KeyCode.SPACE);
    await("it goes on", begun);
    robot.release(KeyCode.SPACE);
    await("the sheet is gone", () -> !console.layer().isOpen());
  }

  /** Lets the next step begin, when one waits. */
  void next() {
    robot.interact(console::tick);
    if (node("#drillNext").isVisible()) {
      press("#drillNext");
    }
  }

  void press(String id) {
    robot.interact(() -> ((ButtonBase) node(id)).fire());
  }

  @SuppressWarnings("unchecked")
  private ListView<Object> choices() {
    return (ListView<Object>) node("#scenarios");
  }

  String text(String id) {
    return ((Labeled) node(id)).getText();
  }

  Node node(String id) {
    return TesterWindow.node(console.scene(), id);
  }

  static void await(String what, Callable<Boolean> so) {
    Awaitility.await(what).atMost(PATIENCE).until(so);
  }
}
