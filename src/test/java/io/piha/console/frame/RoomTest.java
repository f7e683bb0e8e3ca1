package io.piha.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.console.Estates;
import io.piha.console.Stagehand;
import io.piha.engine.Snapshot;
import java.time.Duration;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What is in sight in a window of the ordinary size, and what gives way to what. */
@ExtendWith(ApplicationExtension.class)
// The parts are made in start and before the test.
@SuppressWarnings("NullAway.Init")
class RoomTest {

  private static final double HEIGHT = 880;

  private Stage stage;
  private ConsoleScene console;

  @Start
  void start(Stage given) {
    stage = given;
    stage.setWidth(1400);
    stage.setHeight(HEIGHT);
  }

  @Test
  void inAnIncidentTheReasonsAreInSight(FxRobot robot) {
    open(robot, Estates.incident());

    List<Bounds> reasons = bounds(".why .fact-row");
    assertThat(reasons).hasSizeGreaterThan(3);
    assertThat(reasons.subList(0, 3)).allMatch(each -> each.getMaxY() < HEIGHT - 20);
  }

  @Test
  void aSentenceThatBecomesLongerTakesNoSecondLineThatItDoesNotNeed(FxRobot robot) {
    open(robot, Estates.calm());
    double before = bounds(".sentence-row").getFirst().getHeight();

    robot.interact(() -> show(Estates.incident()));

    assertThat(bounds(".sentence-row").getFirst().getHeight()).isEqualTo(before);
  }

  @Test
  void newsCoverNothingOfThePage(FxRobot robot) {
    open(robot, Estates.calm());
    var fresh =
        Estates.written(
            47, 0, Kind.CONFLICT, Severity.CRITICAL, "standby", "control", "two claim to lead");

    robot.interact(
        () -> {
          console.go(Page.AUDIT);
          show(Estates.later(Estates.incident(), Duration.ofSeconds(1), fresh));
        });

    double news = bounds(".news-card").getFirst().getMinY();
    assertThat(bounds(".audit-page").getFirst().getMaxY()).isLessThanOrEqualTo(news);
  }

  private void open(FxRobot robot, Snapshot first) {
    robot.interact(
        () -> {
          console = new Stagehand().scene(false, false);
          stage.setScene(console.scene());
          stage.show();
          show(first);
        });
  }

  private void show(Snapshot picture) {
    console.show(picture);
    console.scene().getRoot().applyCss();
    console.scene().getRoot().layout();
  }

  private List<Bounds> bounds(String of) {
    return console.scene().getRoot().lookupAll(of).stream().map(RoomTest::inTheScene).toList();
  }

  private static Bounds inTheScene(Node node) {
    return node.localToScene(node.getLayoutBounds());
  }
}
