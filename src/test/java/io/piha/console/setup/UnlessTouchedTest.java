package io.piha.console.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // the scene is made before the test
class UnlessTouchedTest {

  private final List<Integer> left = new CopyOnWriteArrayList<>();
  private final AtomicInteger happened = new AtomicInteger();
  private Scene scene;

  @Start
  void show(Stage stage) {
    scene = new Scene(new Pane(), 200, 100);
    stage.setScene(scene);
    stage.show();
    stage.requestFocus();
  }

  @Test
  void itHappensWhenNobodyIsThere(FxRobot robot) {
    robot.interact(() -> new UnlessTouched(scene, 1, left::add, happened::incrementAndGet));
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> happened.get() == 1);
    assertThat(left).containsExactly(1, 0);
  }

  @Test
  void aKeySaysThatSomebodyIs(FxRobot robot) {
    robot.interact(() -> new UnlessTouched(scene, 3_600, left::add, happened::incrementAndGet));
    robot.type(KeyCode.TAB);
    assertThat(left.getLast()).isEqualTo(-1);
  }

  @Test
  void soDoesAMovedPointerAndNotTheFirstPlaceItIsSeenAt(FxRobot robot) {
    robot.moveTo(scene.getRoot());
    robot.interact(() -> new UnlessTouched(scene, 3_600, left::add, happened::incrementAndGet));
    robot.moveBy(1, 0);
    assertThat(left.getLast()).isNotEqualTo(-1);
    robot.moveBy(40, 0);
    assertThat(left.getLast()).isEqualTo(-1);
  }
}
