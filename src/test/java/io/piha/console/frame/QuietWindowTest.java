package io.piha.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.console.Estates;
import io.piha.console.Stagehand;
import io.piha.engine.Snapshot;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What is not seen, or does not change, costs nothing. */
@ExtendWith(ApplicationExtension.class)
class QuietWindowTest {

  private final Stagehand engine = new Stagehand();

  // Made in start, on the screen's thread, before any test.
  @SuppressWarnings("NullAway.Init")
  private ConsoleScene console;

  @Start
  void start(javafx.stage.Stage stage) {
    console = engine.scene(true, false);
    stage.setScene(console.scene());
    stage.setWidth(1400);
    stage.setHeight(880);
    stage.show();
    stage.requestFocus();
  }

  @Test
  void aPageIsMadeWhenItIsFirstTurnedTo(FxRobot robot) {
    show(robot, Estates.incident());
    assertThat(robot.lookup("#lines").tryQuery()).isEmpty();

    robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT6).release(KeyCode.CONTROL);
    Node made = robot.lookup("#lines").query();
    assertThat(made.isVisible()).isTrue();

    robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT1).release(KeyCode.CONTROL);
    robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT6).release(KeyCode.CONTROL);
    assertThat(robot.lookup("#lines").<Node>query()).as("once").isSameAs(made);
  }

  @Test
  void timeThatPassesMovesTheRingsAndLaysOutNoPage(FxRobot robot) {
    show(robot, Estates.later(Estates.calm(), Duration.ZERO));
    for (int second = 2; second < 12; second += 2) {
      Awaitility.await().until(() -> !((Parent) node("#page")).isNeedsLayout());
      Snapshot next = Estates.later(Estates.calm(), Duration.ofSeconds(second));
      robot.interact(
          () -> {
            engine.pass(Duration.ofSeconds(2));
            String before = ring().getAccessibleText();
            console.show(next);
            assertThat(ring().getAccessibleText()).isNotEqualTo(before);
            assertThat(((Parent) node("#page")).isNeedsLayout()).isFalse();
          });
      WaitForAsyncUtils.waitForFxEvents();
    }
  }

  @Test
  void aCalmHouseIsPaintedEveryOtherSecondAndAnIncidentEachSecond(FxRobot robot) {
    assertThat(ringsOf(Estates.calm(), 6, robot)).as("calm").hasSize(4);
    assertThat(ringsOf(Estates.incident(), 6, robot)).as("incident").hasSize(6);
  }

  @Test
  void inACalmHouseWhatIsRecordedIsShownAtOnce(FxRobot robot) {
    show(robot, Estates.calm());
    var fresh = Estates.written(47, 0, Kind.FROZEN, Severity.INFO, "haos", "alice", "a new one");
    show(robot, Estates.later(Estates.calm(), Duration.ofMillis(10), fresh));
    robot.interact(
        () -> {
          ListView<?> lines = (ListView<?>) node(".audit-list");
          assertThat(lines.getItems().getFirst().toString()).contains("a new one");
        });
  }

  /** What a ring said in so many seconds, each thing once. */
  private Set<String> ringsOf(Snapshot house, int seconds, FxRobot robot) {
    show(robot, house);
    var said = new LinkedHashSet<String>();
    for (int second = 1; second <= seconds; second++) {
      Snapshot next = Estates.later(house, Duration.ofSeconds(second));
      robot.interact(
          () -> {
            engine.pass(Duration.ofSeconds(1));
            console.show(next);
            said.add(ring().getAccessibleText());
          });
    }
    return said;
  }

  @Test
  void whatIsNotNeededIsNotThere(FxRobot robot) {
    show(robot, Estates.calm());
    assertThat(robot.lookup(".combo-box").tryQuery()).as("one service, no groups").isEmpty();
    assertThat(robot.lookup(".text-field").tryQuery()).as("few tiles, no search").isEmpty();
    assertThat(robot.lookup(".tab-pane").tryQuery()).as("room for all panels").isEmpty();
  }

  @Test
  void thePageKeepsNoPictureOfItself(FxRobot robot) {
    show(robot, Estates.calm());
    assertThat(node(".overview-scroll").lookup(".viewport").isCache()).isFalse();
  }

  @Test
  void ticksComeQuickerWhileADialogIsOpen(FxRobot robot) {
    show(robot, Estates.calm());
    robot.interact(console::tick);
    assertThat(console.rhythm().hurried()).isFalse();

    robot.interact(console::shortcuts);
    robot.interact(console::tick);
    assertThat(console.rhythm().hurried()).isTrue();
  }

  private Node ring() {
    return node(".ring");
  }

  private Node node(String selector) {
    return console.scene().getRoot().lookup(selector);
  }

  private void show(FxRobot robot, Snapshot snapshot) {
    robot.interact(() -> console.show(snapshot));
    WaitForAsyncUtils.waitForFxEvents();
  }
}
