package io.piha.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Command;
import io.piha.arbiter.Request;
import io.piha.console.Estates;
import io.piha.console.Stagehand;
import io.piha.console.Upkeeps;
import io.piha.console.dialog.Act;
import io.piha.console.dialog.GuardedModel;
import io.piha.console.dialog.GuardedModel.Stage;
import io.piha.engine.Snapshot;
import io.piha.engine.Snapshot.OperationView;
import java.time.Duration;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The pages Sync and Snapshots, and the dialogs that they open. */
@ExtendWith(ApplicationExtension.class)
class UpkeepPagesTest {

  private static final String CHOSEN = "haos-20261111T181305Z";

  private final Stagehand engine = new Stagehand();

  // Made in start, on the screen's thread, before any test.
  @SuppressWarnings("NullAway.Init")
  private ConsoleScene console;

  @Start
  void start(javafx.stage.Stage stage) {
    console = engine.scene(true, false);
    stage.setScene(console.scene());
    stage.setWidth(1000);
    stage.setHeight(900);
    stage.show();
  }

  @Test
  void aSnapshotIsRestoredToTheHostThatWasChosen(FxRobot robot) {
    engine.answer(true, "is restored");
    robot.interact(
        () -> {
          console.show(Upkeeps.staged());
          ((ToggleButton) node("#snapshots.rail-page")).fire();
        });
    assertThat(node("#running").isVisible()).isFalse();
    robot.interact(() -> ((ListView<?>) node("#rows")).getSelectionModel().select(1));
    robot.interact(
        () -> {
          @SuppressWarnings("unchecked") // the page fills it with names
          var to = (ComboBox<String>) node("#to");
          assertThat(to.getValue()).isEqualTo("haos");
          to.setValue("standby");
          ((Button) node("#restore")).fire();
        });
    GuardedModel dialog = console.dialogs().current().orElseThrow();
    assertThat(dialog.nameWanted().get()).isTrue();
    robot.interact(
        () -> {
          dialog.reason().set("card died");
          dialog.typedName().set("standby");
          dialog.confirm();
        });
    WaitForAsyncUtils.waitForFxEvents();

    Request asked = engine.asked().getFirst();
    assertThat(asked.command()).isEqualTo(Command.RESTORE);
    assertThat(asked.host()).isEqualTo("standby");
    assertThat(asked.subject()).isEqualTo(CHOSEN);
    assertThat(asked.overrideGuard()).isFalse();

    robot.interact(() -> console.show(with(asked, "running", "bringing the backup")));
    assertThat(dialog.stage().get()).isEqualTo(Stage.FOLLOWING);
    robot.interact(() -> console.show(with(asked, "failed", "nothing was restored")));
    assertThat(dialog.stage().get()).isEqualTo(Stage.FAILED);
    assertThat(dialog.steps().get()).anyMatch(step -> step.detail().contains("nothing was"));
  }

  @Test
  void onlyAnUnverifiedSnapshotIsPassedInWordsAndNeverByForce(FxRobot robot) {
    robot.interact(
        () -> {
          console.show(Upkeeps.staged());
          console.dialogs().open(Act.RESTORE, "home-assistant", "standby", CHOSEN);
        });
    GuardedModel dialog = console.dialogs().current().orElseThrow();
    robot.interact(
        () -> {
          dialog.override().set(true);
          dialog.overrideReason().set("the other one is damaged");
          dialog.reason().set("the only one left");
          dialog.typedName().set("standby");
          dialog.confirm();
        });
    assertThat(engine.asked().getFirst().overrideGuard()).isTrue();
    assertThat(engine.asked().getFirst().force()).isFalse();
  }

  @Test
  void aSyncThatFoundNothingEndsWell(FxRobot robot) {
    engine.answer(true, "the mirror job looks at the repository now");
    robot.interact(
        () -> {
          console.show(Upkeeps.moving());
          ((ToggleButton) node("#sync.rail-page")).fire();
          ((Button) node("#syncNow")).fire();
        });
    GuardedModel dialog = console.dialogs().current().orElseThrow();
    robot.interact(
        () -> {
          dialog.reason().set("before the holidays");
          dialog.confirm();
        });
    WaitForAsyncUtils.waitForFxEvents();
    Request asked = engine.asked().getFirst();
    assertThat(asked.command()).isEqualTo(Command.SYNC);
    assertThat(asked.subject()).isEmpty();
    robot.interact(() -> console.show(with(asked, "done", "nothing to mirror")));
    assertThat(dialog.stage().get()).isEqualTo(Stage.SUCCEEDED);
  }

  @Test
  void aRollbackSaysThatItIsOne(FxRobot robot) {
    robot.interact(
        () -> {
          console.show(Upkeeps.suspected());
          ((ToggleButton) node("#sync.rail-page")).fire();
          ((Button) node("#rollBack")).fire();
          GuardedModel dialog = console.dialogs().current().orElseThrow();
          dialog.reason().set("it broke the heating");
          dialog.arm();
          dialog.confirm();
        });
    assertThat(engine.asked().getFirst().subject()).isEqualTo(Request.ROLLBACK);
  }

  @Test
  void whatRunsHasABarAndInThePastNothingIsOffered(FxRobot robot) {
    robot.interact(
        () -> {
          console.show(Upkeeps.pulling());
          ((ToggleButton) node("#snapshots.rail-page")).fire();
        });
    assertThat(node("#running").isVisible()).isTrue();
    assertThat(((ProgressBar) node("#bar")).getProgress()).isBetween(0.42, 0.43);
    robot.interact(
        () -> {
          ((ToggleButton) node("#sync.rail-page")).fire();
          console.turnTo(Estates.later(Upkeeps.moving(), Duration.ofMinutes(-11)));
        });
    assertThat(node(".sync-page #acts").isVisible()).isFalse();
    assertThat(node(".sync-page #headline").isVisible()).isTrue();
  }

  private static Snapshot with(Request asked, String state, String why) {
    Snapshot of = Estates.later(Upkeeps.staged(), Duration.ofSeconds(2));
    var operation = new OperationView(asked.id(), asked.command().word(), state, why);
    return Upkeeps.with(of, operation);
  }

  private Node node(String selector) {
    return console.scene().lookup(selector);
  }
}
