package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Kind;
import io.piha.console.audit.AuditLine;
import io.piha.console.dialog.GuardedModel.Stage;
import io.piha.console.frame.ConsoleScene;
import io.piha.console.kit.Archive;
import io.piha.console.kit.LatestOnly;
import io.piha.console.kit.SteadyLabel;
import io.piha.demo.DemoEstate;
import io.piha.engine.Snapshot;
import io.piha.site.Loaded;
import io.piha.site.SiteLoader;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.MouseButton;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The console over the real engine, which supervises the demonstration house. */
@ExtendWith(ApplicationExtension.class)
// The parts are made in start and before the test.
@SuppressWarnings("NullAway.Init")
class ConsoleOverEngineTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int ATTEMPTS = 8;

  private DemoEstate estate;
  private Supervision supervision;
  private ControlPlane control;
  private ConsoleScene console;
  private AutoCloseable pictures;

  @BeforeEach
  void superviseTheHouse() throws Exception {
    estate = DemoEstate.start(10, Clock.systemUTC());
    var loaded = SiteLoader.loadText("demo", estate.configText(), estate.folder(), Map.of());
    assertThat(loaded).isInstanceOf(Loaded.Valid.class);
    supervision =
        Supervision.take(((Loaded.Valid) loaded).site(), Optional.empty(), Map.of(), _ -> {});
    control = supervision.activate();
  }

  @Start
  void show(javafx.stage.Stage stage) {
    console = TesterWindow.open(stage, () -> control, Archive.NONE);
  }

  @AfterEach
  void end() throws Exception {
    pictures.close();
    supervision.close();
    estate.close();
  }

  @Test
  void anOperatorFreezesResetsThePowerOfTheLeaderAndThaws(FxRobot robot) throws Exception {
    pictures = control.engine().subscribe(new LatestOnly<>(LatestOnly.screen(), console::show));
    await("haos is seen to lead", () -> sentence().startsWith("haos leads"));
    await("the engine is sighted", () -> picture().services().getFirst().protectedNow());

    robot.clickOn("#freeze");
    act(robot, "router swap", "");
    await("the freeze is told", this::succeeded);
    close(robot);
    await("the freeze is shown", () -> shown("#frozenBar"));
    assertThat(((Label) node("#frozenDetail")).getText()).contains("tester", "router swap");

    fire(robot, node(".host-tile #reset"));
    act(robot, "kernel panic on screen", "haos");
    await("the outcome is told", this::succeeded);
    assertThat(TesterWindow.seen(() -> robot.lookup(".step-row").queryAll())).hasSize(4);
    close(robot);

    await("the cycle is in the list", () -> recorded(of(Kind.POWER_CYCLED, "control")));
    assertThat(recorded(of(Kind.REQUEST_ACCEPTED, "operator:tester"))).isTrue();
    assertThat(recorded(line -> line.text().contains("kernel panic on screen"))).isTrue();

    robot.clickOn("#freeze");
    act(robot, "router is back", "");
    await("the thaw is told", this::succeeded);
    close(robot);
    await("the bar is gone", () -> !shown("#frozenBar"));
  }

  /**
   * Fills in the dialog and does it. The world may move meanwhile, and then the dialog starts the
   * hold over or the engine refuses a request made for an older state; an operator reads again and
   * does it once more, and so does this.
   */
  private void act(FxRobot robot, String reason, String name) {
    type(robot, "#reason", reason);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (!name.isEmpty()) {
        type(robot, ".guarded-name", name);
      }
      press(robot);
      await("an answer", () -> stage() != Stage.FOLLOWING || steps() > 1);
      if (stage() != Stage.FAILED) {
        return;
      }
      String said = told(robot);
      assertThat(said).contains("changed");
      fire(robot, node("#again"));
    }
    throw new AssertionError("the state changed at each of " + ATTEMPTS + " attempts");
  }

  private void press(FxRobot robot) {
    if (shown("#verb")) {
      await("the button is armed", () -> !node("#verb").isDisabled());
      fire(robot, node("#verb"));
      return;
    }
    for (int attempt = 0; attempt < ATTEMPTS && stage() == Stage.PREVIEW; attempt++) {
      if (shown("#arm")) {
        await("it can be armed", () -> !node("#arm").isDisabled());
        fire(robot, node("#arm"));
      }
      robot.moveTo(node("#hold")).press(MouseButton.PRIMARY);
      try {
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> stage() != Stage.PREVIEW);
      } catch (org.awaitility.core.ConditionTimeoutException movedMeanwhile) {
        // Armed and held once more.
      } finally {
        robot.release(MouseButton.PRIMARY);
      }
    }
    assertThat(stage()).isNotEqualTo(Stage.PREVIEW);
  }

  private String told(FxRobot robot) {
    return TesterWindow.seen(() -> robot.lookup(".step-detail").<Label>queryAll()).stream()
        .map(Label::getText)
        .reduce("", (all, each) -> all + each + "\n");
  }

  private int steps() {
    return console.dialogs().current().orElseThrow().steps().get().size();
  }

  private boolean succeeded() {
    assertThat(stage()).isNotEqualTo(Stage.FAILED);
    return stage() == Stage.SUCCEEDED;
  }

  private Stage stage() {
    return console.dialogs().current().orElseThrow().stage().get();
  }

  private void close(FxRobot robot) {
    robot.interact(() -> console.layer().close());
  }

  private void type(FxRobot robot, String field, String text) {
    robot.interact(() -> ((TextField) node(field)).setText(text));
  }

  private static void fire(FxRobot robot, Node button) {
    robot.interact(() -> ((Button) button).fire());
  }

  private Snapshot picture() {
    return control.engine().snapshot();
  }

  private String sentence() {
    return ((SteadyLabel) node("#sentence")).label().getText();
  }

  private boolean shown(String id) {
    return node(id).isVisible();
  }

  private Node node(String id) {
    return TesterWindow.node(console.scene(), id);
  }

  private boolean recorded(Predicate<AuditLine> what) throws Exception {
    return WaitForAsyncUtils.asyncFx(
            () ->
                ((ListView<?>) node(".audit-list"))
                    .getItems().stream().map(AuditLine.class::cast).anyMatch(what))
        .get();
  }

  private static Predicate<AuditLine> of(Kind kind, String by) {
    return line -> line.written().entry().kind() == kind && line.written().entry().by().equals(by);
  }

  private static void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(PATIENCE).until(condition);
  }
}
