package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.console.frame.ConsoleScene;
import io.piha.console.kit.Archive;
import io.piha.console.kit.ConfigDesk;
import io.piha.console.kit.DrillDesk;
import io.piha.console.kit.FolderArchive;
import io.piha.console.kit.LatestOnly;
import io.piha.console.kit.SteadyLabel;
import io.piha.demo.DemoEstate;
import io.piha.engine.Snapshot;
import io.piha.engine.Snapshot.ServiceView;
import io.piha.site.Loaded;
import io.piha.site.SiteLoader;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.scene.Node;
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

/** A failover of the demonstration house, watched in the console, and gone back to afterwards. */
@ExtendWith(ApplicationExtension.class)
// The parts are made in start and before the test.
@SuppressWarnings("NullAway.Init")
class FailoverInTheConsoleTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final List<Snapshot> seen = new CopyOnWriteArrayList<>();
  private DemoEstate estate;
  private Supervision supervision;
  private ControlPlane control;
  private FolderArchive archive;
  private ConsoleScene console;

  @BeforeEach
  void superviseTheHouse() throws Exception {
    estate = DemoEstate.start(20, Clock.systemUTC());
    var loaded = SiteLoader.loadText("demo", estate.configText(), estate.folder(), Map.of());
    assertThat(loaded).isInstanceOf(Loaded.Valid.class);
    supervision =
        Supervision.take(((Loaded.Valid) loaded).site(), Optional.empty(), Map.of(), _ -> {});
    control = supervision.activate();
    archive = control.archive(ConfigDesk.NONE);
  }

  @Start
  void show(Stage stage) {
    console = TesterWindow.open(stage, () -> control, later());
  }

  @AfterEach
  void end() throws Exception {
    supervision.close();
    archive.close();
    estate.close();
  }

  @Test
  void whatTheEngineKnewThenIsShownAgain(FxRobot robot) throws Exception {
    try (AutoCloseable kept = control.engine().subscribe(seen::add);
        AutoCloseable shown =
            control.engine().subscribe(new LatestOnly<>(LatestOnly.screen(), console::show))) {
      assertThat(kept).isNotNull();
      assertThat(shown).isNotNull();
      await("haos is seen to lead", () -> sentence().startsWith("haos leads"));
      await("it is protected", () -> service(seen.getLast()).protectedNow());
      estate.haos().breakBoot();
      estate.haos().hang();
      await("standby is seen to lead", () -> sentence().startsWith("standby leads"));

      robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT2).release(KeyCode.CONTROL);
      robot.interact(() -> node(".timeline-canvas").requestFocus());
      goBackTo(robot, "silent");
      assertThat(TesterWindow.seen(() -> robot.lookup("#reset").<Node>queryAll()))
          .noneMatch(Node::isVisible);

      robot.type(KeyCode.N);
      assertThat(node("#pastBar").isVisible()).isFalse();
      assertThat(sentence()).startsWith("standby leads");
    }
    everyMomentIsJudgedAgainAsItWas();
  }

  /** The pictures that were painted then, against those judged again from what was heard. */
  private void everyMomentIsJudgedAgainAsItWas() throws Exception {
    int compared = 0;
    for (int i = 0; i + 1 < seen.size(); i++) {
      Snapshot then = seen.get(i);
      boolean settled =
          !then.services().isEmpty()
              && service(then).revision() == service(seen.get(i + 1)).revision()
              && Duration.between(then.at(), seen.get(i + 1).at()).toMillis() > 5;
      if (settled) {
        Optional<Snapshot> again = past(then.at());
        assertThat(again).as("%s", then.at()).isPresent();
        assertThat(gist(again.orElseThrow())).as("%s", then.at()).isEqualTo(gist(then));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(10);
    assertThat(past(Instant.parse("2001-01-01T00:00:00Z"))).isEmpty();
  }

  /** What was heard in the last second may not be on the disk yet. */
  private Optional<Snapshot> past(Instant at) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> archive.at(at),
            found -> at.isBefore(Instant.parse("2002-01-01T00:00:00Z")) || found.isPresent());
  }

  /** The window is made before the house. */
  private Archive later() {
    return (Archive)
        Proxy.newProxyInstance(
            Archive.class.getClassLoader(),
            new Class<?>[] {Archive.class},
            (_, method, values) ->
                switch (method.getName()) {
                  case "config" -> ConfigDesk.NONE;
                  case "drills" -> DrillDesk.NONE;
                  default -> method.invoke(archive, values);
                });
  }

  private static List<Object> gist(Snapshot picture) {
    ServiceView service = service(picture);
    return List.of(
        service.phase(),
        service.leader(),
        service.epoch(),
        service.revision(),
        service.protectedNow(),
        service.unprotectedBecause(),
        service.next().map(Snapshot.Next::action),
        service.incident().map(each -> each.id() + " " + each.acked()),
        service.hosts().stream().map(each -> each.state() + each.alive() + each.fit()).toList(),
        picture.broker().connected());
  }

  private static ServiceView service(Snapshot picture) {
    return picture.services().getFirst();
  }

  private String sentence() {
    return ((SteadyLabel) node("#sentence")).label().getText();
  }

  /**
   * Steps from mark to mark until the past says that. The picture follows a key a while later: it
   * is looked at before the next key, and whoever went too far turns round.
   */
  private void goBackTo(FxRobot robot, String word) {
    AtomicBoolean back = new AtomicBoolean(true);
    await(
        "the past in which is said: " + word,
        () -> {
          if (node("#pastBar").isVisible() && sentence().contains(word)) {
            return true;
          }
          if (sentence().startsWith("First look")) {
            back.set(false);
          } else if (sentence().startsWith("standby leads")) {
            back.set(true);
          }
          robot.type(back.get() ? KeyCode.COMMA : KeyCode.PERIOD);
          return false;
        });
  }

  private Node node(String id) {
    return TesterWindow.seen(
        () ->
            console.scene().getRoot().lookupAll(id).stream()
                .filter(FailoverInTheConsoleTest::inSight)
                .findFirst()
                .orElseGet(() -> console.scene().getRoot().lookup(id)));
  }

  private static boolean inSight(Node node) {
    return node.isVisible() && (node.getParent() == null || inSight(node.getParent()));
  }

  private static void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(PATIENCE).until(condition);
  }
}
