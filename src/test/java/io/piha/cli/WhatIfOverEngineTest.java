package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Kind;
import io.piha.console.frame.ConsoleScene;
import io.piha.console.kit.Archive;
import io.piha.console.kit.Foretold;
import io.piha.console.kit.LatestOnly;
import io.piha.console.kit.Supposition;
import io.piha.demo.DemoEstate;
import io.piha.engine.Snapshot;
import io.piha.site.Loaded;
import io.piha.site.SiteLoader;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** "What if?" in the console, answered by the real engine over the demonstration house. */
@ExtendWith(ApplicationExtension.class)
// The parts are made in start and before the test.
@SuppressWarnings("NullAway.Init")
class WhatIfOverEngineTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String SERVICE = "home-assistant";

  private DemoEstate estate;
  private Supervision supervision;
  private ControlPlane control;
  private ConsoleScene console;
  private AutoCloseable pictures;

  @BeforeEach
  void superviseTheHouse() throws Exception {
    estate = DemoEstate.start(10, Clock.systemUTC());
    var loaded = SiteLoader.loadText("demo", estate.configText(), estate.folder(), Map.of());
    supervision =
        Supervision.take(((Loaded.Valid) loaded).site(), Optional.empty(), Map.of(), _ -> {});
    control = supervision.activate();
    control.dryRuns.hostsBootIn((_, _) -> estate.timings().bootTime());
    pictures = control.engine().subscribe(new LatestOnly<>(LatestOnly.screen(), console::show));
    await(
        "the house is protected",
        () ->
            control.engine().snapshot().services().stream()
                .anyMatch(Snapshot.ServiceView::protectedNow));
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
  void anOperatorAsksAndTheHouseStandsAsItStood(FxRobot robot) throws Exception {
    Snapshot before = control.engine().snapshot();
    await("the service is shown", () -> node("#whatIf").isVisible());
    robot.interact(() -> ((Button) node("#whatIf")).fire());

    await("the death is answered", () -> text("#verdict").startsWith("standby would lead after"));
    assertThat(text("#longest")).startsWith("Longest part: ");
    assertThat(text("#basis")).contains("Nothing was done", "boots in 4 s");

    robot.interact(() -> choices().getSelectionModel().select(1));
    await("the crash is answered", () -> text("#verdict").startsWith("haos would lead again"));

    robot.interact(() -> choices().getSelectionModel().select(7));
    await("the broker is answered", () -> text("#verdict").startsWith("Nothing would be done"));
    assertThat(control.engine().snapshot().latest())
        .as("nothing of it was written down, let alone done")
        .noneMatch(
            each ->
                each.id() > before.lastAuditId()
                    && List.of(Kind.HEARTBEAT_LOST, Kind.RECOVERY_STARTED, Kind.PROMOTE_ORDERED)
                        .contains(each.entry().kind()));
    assertThat(service().leader()).contains("haos");
  }

  @Test
  void everyFaultHasAnAnswerOfTheStateThatIsShown() throws Exception {
    WhatIf whatIf = new WhatIf(control.dryRuns);
    for (Supposition each : Supposition.values()) {
      Foretold answer = whatIf.ask(SERVICE, each).get(60, TimeUnit.SECONDS);
      assertThat(answer).as(each.word()).isInstanceOf(Foretold.Story.class);
      var story = (Foretold.Story) answer;
      assertThat(story.leader()).contains("haos");
      assertThat(story.revision()).isBetween(1L, service().revision());
    }
    assertThat(whatIf.ask("nothing", Supposition.LEADER_DIES).get(60, TimeUnit.SECONDS))
        .isEqualTo(new Foretold.Refused(Foretold.Why.IMPOSSIBLE));
  }

  private ListView<?> choices() {
    return (ListView<?>) node("#choices");
  }

  private Snapshot.ServiceView service() {
    return control.engine().snapshot().services().getFirst();
  }

  private String text(String id) {
    return ((Label) node(id)).getText();
  }

  private Node node(String id) {
    return TesterWindow.node(console.scene(), id);
  }

  private static void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(PATIENCE).until(condition);
  }
}
