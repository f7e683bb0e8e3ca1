package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.console.frame.ConsoleScene;
import io.piha.console.kit.ConfigDesk;
import io.piha.console.kit.FolderArchive;
import io.piha.console.kit.LatestOnly;
import io.piha.demo.DemoEstate;
import io.piha.drill.Check;
import io.piha.drill.DrillReport;
import java.time.Clock;
import java.time.Duration;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/**
 * A drill of the demonstration house, rehearsed, played on the tiles, and drilled live, by hand.
 */
@ExtendWith(ApplicationExtension.class)
// The parts are made in start and before the test.
@SuppressWarnings("NullAway.Init")
class DrillInTheConsoleTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private DemoEstate estate;
  private Supervision supervision;
  private ControlPlane control;
  private FolderArchive archive;
  private ConsoleScene console;
  private DrillsTester tester;
  private Stage stage;

  @BeforeEach
  void superviseTheHouse() throws Exception {
    estate = DemoEstate.start(20, Clock.systemUTC());
    supervision = DemoCommand.supervise(estate, _ -> {}, new DemoActor(estate));
    control = supervision.activate();
    archive = control.archive(ConfigDesk.NONE);
  }

  /** The window's content is made in the test, when there is a house. */
  @Start
  void show(Stage first) {
    stage = first;
  }

  @AfterEach
  void end() throws Exception {
    supervision.close();
    archive.close();
    estate.close();
  }

  @Test
  void aDrillIsRehearsedPlayedAndDrilledLive(FxRobot robot) throws Exception {
    robot.interact(() -> console = TesterWindow.open(stage, () -> control, archive));
    try (AutoCloseable shown =
        control.engine().subscribe(new LatestOnly<>(LatestOnly.screen(), console::show))) {
      assertThat(shown).isNotNull();
      DrillsTester.await(
          "ready",
          () ->
              control.drills().checks("failback", DemoEstate.SERVICE, true).stream()
                  .allMatch(Check::met));
      tester = new DrillsTester(robot, console);
      tester.open();
      assertThat(tester.rehearse()).startsWith("Passed. The house would be");
      tester.press("#drillPlay");
      DrillsTester.await("it is played on the tiles", () -> tester.node("#pastBar").isVisible());
      assertThat(tester.text("#past")).startsWith("REHEARSAL +");
      DrillsTester.await("it says who leads", () -> played("standby leads"));
      robot.interact(() -> console.scene().getRoot().requestFocus());
      DrillsTester.await(
          "back to now",
          () -> {
            robot.interact(console::tick);
            return !tester.node("#pastBar").isVisible();
          });
      assertThat(estate.haos().leads()).as("nothing of it was real").isTrue();

      tester.choose(11, "A planned change");
      tester.begin(true, () -> control.drills().view().isPresent());
      DrillsTester.await(
          "every step was let begin",
          () -> {
            tester.next();
            return control.drills().view().isEmpty();
          });
      DrillReport report = control.drills().reports().getFirst();
      assertThat(report.why()).isEqualTo("every step went as planned");
      DrillsTester.await(
          "the page shows the report",
          () -> {
            robot.interact(console::tick);
            return tester.text("#drillVerdict").startsWith("Passed. Without a leader for");
          });
      assertThat(tester.text("#drillMark")).isEqualTo("last live drill");
      assertThat(estate.haos().leads()).isTrue();
    }
  }

  private boolean played(String words) {
    return Awaitility.await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  var _ = WaitForAsyncUtils.asyncFx(console::tick);
                  return labels(words) || !tester.node("#pastBar").isVisible();
                },
                done -> done)
        && tester.node("#pastBar").isVisible();
  }

  private boolean labels(String words) {
    return TesterWindow.seen(() -> console.scene().getRoot().lookupAll(".label")).stream()
        .anyMatch(each -> each instanceof Label label && label.getText().startsWith(words));
  }
}
