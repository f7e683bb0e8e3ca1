package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.console.dialog.Act;
import io.piha.console.dialog.GuardedModel;
import io.piha.console.dialog.GuardedModel.Stage;
import io.piha.console.frame.ConsoleScene;
import io.piha.console.frame.Surroundings;
import io.piha.console.kit.LatestOnly;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot;
import io.piha.engine.Snapshot.ServiceView;
import io.piha.site.Site;
import io.piha.testing.Mosquitto;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Peers;
import io.piha.testing.Sites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** A window far from the control plane that it shows, with nothing between but a Mosquitto. */
@NeedsPeer("mosquitto")
@ExtendWith(ApplicationExtension.class)
class ObserverWindowTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  // Made in start, on the screen's thread, before any test.
  @SuppressWarnings("NullAway.Init")
  private javafx.stage.Stage stage;

  @Start
  void start(javafx.stage.Stage given) {
    stage = given;
    stage.setX(0);
    stage.setY(0);
    stage.setWidth(1300);
    stage.setHeight(900);
  }

  @Test
  void itSaysSoItsButtonsReachTheActiveOneAndWhatThatLosesAges(FxRobot robot) throws Exception {
    try (Mosquitto broker = Peers.mosquitto(folder("broker"));
        Observing observing = new Observing(site("observer", broker))) {
      ConsoleScene console = open(robot, observing);
      try (AutoCloseable watch =
          observing.source().subscribe(new LatestOnly<>(LatestOnly.screen(), console::show))) {
        assertThat(watch).isNotNull();
        try (Supervision supervision = supervise(site("active", broker))) {
          ControlPlane active = supervision.activate();
          saysSo(console, active);
          freezesAndThaws(robot, console, active);
        }
        ages(robot, console);
      }
    }
  }

  private void saysSo(ConsoleScene console, ControlPlane active) {
    String id = active.engine().snapshot().control().id();
    await("the window shows it", () -> text(console, "#decides").contains(id));
    await("the service is known", () -> !node(console, "#freeze").isDisabled());
    assertThat(node(console, "#observer").isVisible()).isTrue();
    assertThat(text(console, "#observer .label")).contains("observ");
    assertThat(node(console, "#hatch").isVisible()).isFalse();
  }

  private void freezesAndThaws(FxRobot robot, ConsoleScene console, ControlPlane active) {
    act(robot, console, Act.FREEZE, "router swap");
    assertThat(service(active.engine().snapshot()).freeze().reason()).isEqualTo("router swap");
    assertThat(node(console, "#frozenBar").isVisible()).isTrue();

    act(robot, console, Act.THAW, "router is back");
    assertThat(service(active.engine().snapshot()).freeze().frozen()).isFalse();
    assertThat(node(console, "#frozenBar").isVisible()).isFalse();
  }

  /** Until the window has read back from the active one that it is so. */
  private void act(FxRobot robot, ConsoleScene console, Act act, String reason) {
    robot.interact(() -> console.dialogs().open(act, "ha", ""));
    robot.interact(() -> ((TextField) node(console, "#reason")).setText(reason));
    await(
        act + " is read back",
        () -> {
          robot.interact(() -> goOn(console));
          return dialog(console).stage().get() == Stage.SUCCEEDED;
        });
    robot.interact(console.layer()::close);
  }

  /** What the operator does at each stage of the dialog. */
  private static void goOn(ConsoleScene console) {
    switch (dialog(console).stage().get()) {
      case PREVIEW -> ((Button) node(console, "#verb")).fire();
      case FAILED -> {
        // The one answer that is right: it was asked for on a state that is no more.
        assertThat(dialog(console).steps().get().toString()).contains("state changed");
        ((Button) node(console, "#again")).fire();
      }
      case FOLLOWING, SUCCEEDED -> {}
    }
  }

  private static GuardedModel dialog(ConsoleScene console) {
    return console.dialogs().current().orElseThrow();
  }

  private void ages(FxRobot robot, ConsoleScene console) {
    await(
        "what is shown is marked as old",
        () -> {
          robot.interact(console::tick);
          return node(console, "#hatch").isVisible();
        });
    assertThat(node(console, "#staleBar").isVisible()).isTrue();
    assertThat(text(console, "#staleBar")).contains("No news from the engine");
    assertThat(text(console, "#age")).doesNotContain("live");
  }

  private ConsoleScene open(FxRobot robot, Observing observing) {
    var opened = new java.util.concurrent.atomic.AtomicReference<ConsoleScene>();
    robot.interact(
        () -> {
          var console =
              new ConsoleScene(
                  new Surroundings("home", false, true, false, "alice"),
                  new Words(Locale.ENGLISH, ZoneId.of("UTC")),
                  observing.asker("alice"),
                  observing.archive(),
                  Clock.systemUTC(),
                  LatestOnly.screen(),
                  Runnable::run);
          stage.setScene(console.scene());
          stage.show();
          stage.requestFocus();
          opened.set(console);
        });
    return opened.get();
  }

  private static Supervision supervise(Site site) throws IOException {
    return Supervision.take(site, Optional.empty(), Map.of(), _ -> {});
  }

  private Site site(String whose, Mosquitto broker) throws IOException {
    String text =
        Sites.SMALLEST.replace("mqtt://127.0.0.1:1", broker.url())
            + "data_dir: %s%nlog_dir: %s%n".formatted(folder(whose), folder(whose));
    return Sites.valid(text, folder);
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private static ServiceView service(Snapshot picture) {
    return picture.services().getFirst();
  }

  private static Node node(ConsoleScene console, String id) {
    return TesterWindow.node(console.scene(), id);
  }

  private static String text(ConsoleScene console, String id) {
    return text(node(console, id));
  }

  private static String text(Node of) {
    return of instanceof Label label ? label.getText() : ((Labeled) of).getText();
  }

  private static void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(PATIENCE).until(condition);
  }
}
