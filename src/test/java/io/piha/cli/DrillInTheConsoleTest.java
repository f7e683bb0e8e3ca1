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
import java.util.concurrent.Callable;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
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
      await(
          "ready",
          () ->
              control.drills().checks("failback", DemoEstate.SERVICE, true).stream()
                  .allMatch(Check::met));
      robot.interact(() -> ((ToggleButton) node("#drills.rail-page")).fire());
      await("the scenarios are read", () -> choices().getItems().size() == 13);

      robot.interact(() -> ((Button) node("#rehearse")).fire());
      await(
          "it was rehearsed", () -> text("#drillVerdict").startsWith("Passed. The house would be"));
      assertThat(text("#drillMark")).isEqualTo("REHEARSAL");
      robot.interact(() -> ((Button) node("#drillPlay")).fire());
      await("it is played on the tiles", () -> node("#pastBar").isVisible());
      assertThat(text("#past")).startsWith("REHEARSAL +");
      await("it says who leads", () -> played("standby leads"));
      robot.interact(() -> console.scene().getRoot().requestFocus());
      await(
          "back to now",
          () -> {
            robot.interact(console::tick);
            return !node("#pastBar").isVisible();
          });
      assertThat(estate.haos().leads()).as("nothing of it was real").isTrue();

      robot.interact(() -> choices().getSelectionModel().select(11));
      await("failback is chosen", () -> text("#drillTitle").startsWith("A planned change"));
      robot.interact(() -> ((Button) node("#drillLive")).fire());
      await("it asks", () -> robot.lookup("#stepwise").tryQuery().isPresent());
      await("all is met", () -> !node("#begin").isDisabled());
      robot.interact(() -> ((RadioButton) node("#stepwise")).setSelected(true));
      robot.interact(() -> node("#begin").requestFocus());
      robot.press(KeyCode.SPACE);
      await("it goes on", () -> control.drills().view().isPresent());
      robot.release(KeyCode.SPACE);
      await("the sheet is gone", () -> !console.layer().isOpen());
      await(
          "every step was let begin",
          () -> {
            robot.interact(console::tick);
            if (node("#drillNext").isVisible()) {
              robot.interact(() -> ((Button) node("#drillNext")).fire());
            }
            return control.drills().view().isEmpty();
          });
      DrillReport report = control.drills().reports().getFirst();
      assertThat(report.why()).isEqualTo("every step went as planned");
      await(
          "the page shows the report",
          () -> {
            robot.interact(console::tick);
            return text("#drillVerdict").startsWith("Passed. Without a leader for");
          });
      assertThat(text("#drillMark")).isEqualTo("last live drill");
      assertThat(estate.haos().leads()).isTrue();
    }
  }

  private boolean played(String words) {
    return Awaitility.await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  var _ = WaitForAsyncUtils.asyncFx(console::tick);
                  return labels(words) || !node("#pastBar").isVisible();
                },
                done -> done)
        && node("#pastBar").isVisible();
  }

  private boolean labels(String words) {
    return console.scene().getRoot().lookupAll(".label").stream()
        .anyMatch(each -> each instanceof Label label && label.getText().startsWith(words));
  }

  @SuppressWarnings("unchecked")
  private ListView<Object> choices() {
    return (ListView<Object>) node("#scenarios");
  }

  private String text(String id) {
    return ((Labeled) node(id)).getText();
  }

  private Node node(String id) {
    Node found = console.scene().getRoot().lookup(id);
    assertThat(found).as(id).isNotNull();
    return found;
  }

  private static void await(String what, Callable<Boolean> so) {
    Awaitility.await(what).atMost(PATIENCE).until(so);
  }
}
