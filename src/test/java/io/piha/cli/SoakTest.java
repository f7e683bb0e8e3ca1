package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.console.frame.ConsoleScene;
import io.piha.console.kit.ConfigDesk;
import io.piha.console.kit.FolderArchive;
import io.piha.console.kit.LatestOnly;
import io.piha.demo.DemoEstate;
import io.piha.drill.DrillReport;
import io.piha.drill.Drills;
import io.piha.drill.Scenario;
import io.piha.drill.Scenarios;
import io.piha.engine.EngineClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/**
 * Engine and console live through every scenario again and again, faster than life, and may hold no
 * more at the end than in the middle: {@code mvn -Psoak}, an hour that is a day.
 */
@ExtendWith(ApplicationExtension.class)
@Tag("soak")
@SuppressWarnings("NullAway.Init") // the window is made before the test
class SoakTest {

  private static final int SPEED = Integer.getInteger("speed", 24);
  private static final Duration LASTING = Duration.parse(System.getProperty("soak", "PT1H"));
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int FEWEST = 12;
  private static final List<String> PAGES =
      List.of("timeline", "drills", "sync", "snapshots", "audit", "settings", "alarms", "overview");

  private final EngineClock clock = new EngineClock();
  private Stage stage;

  @Start
  void show(Stage first) {
    stage = first;
  }

  @Test
  void nothingGrows(FxRobot robot) throws Exception {
    Instant began = clock.instant();
    var seen = new ArrayList<Vitals>();
    System.out.println(Vitals.head());
    try (DemoEstate estate = DemoEstate.start(SPEED, Clock.systemUTC())) {
      DemoActor actor = new DemoActor(estate);
      try (Supervision supervision = DemoCommand.supervise(estate, _ -> {}, actor)) {
        actor.mayKill(supervision);
        var first = supervision.activate();
        try (FolderArchive archive = first.archive(ConfigDesk.NONE)) {
          var window = new ConsoleScene[1];
          robot.interact(
              () -> {
                window[0] = TesterWindow.open(stage, () -> control(supervision), archive);
                // The shortest stretch, so that what is in sight is no longer at the end.
                ((Button) window[0].scene().lookup(".strip-spans > .button")).fire();
              });
          while (passed(began).compareTo(LASTING) < 0 || seen.size() < FEWEST) {
            for (Scenario each : Scenarios.builtIn().all()) {
              live(supervision, window[0], each, robot);
              long records = control(supervision).engine().snapshot().lastAuditId();
              seen.add(Vitals.of(passed(began), estate.folder(), records));
              System.out.println(seen.getLast().line() + "  " + each.name());
            }
          }
        }
      }
    }
    assertThat(Vitals.grown(seen)).isEmpty();
    assertThat(Vitals.bytesPerRecord(seen.get(seen.size() / 3), seen.getLast()))
        .as("bytes in the data folder for each audit record, history included")
        .isLessThan(8_192);
  }

  /** One scenario, hands off, while somebody turns the pages. */
  private void live(Supervision supervision, ConsoleScene window, Scenario scenario, FxRobot robot)
      throws Exception {
    ControlPlane control = control(supervision);
    List<DrillReport> before = drills(supervision).reports();
    try (AutoCloseable shown =
        control.engine().subscribe(new LatestOnly<>(LatestOnly.screen(), window::show))) {
      assertThat(shown).isNotNull();
      begin(supervision, scenario);
      int[] page = {0};
      await(
          scenario.name() + " is over",
          () -> {
            String next = PAGES.get(page[0]++ % PAGES.size());
            robot.interact(
                () -> {
                  var rail = (ToggleButton) window.scene().lookup("#" + next + ".rail-page");
                  rail.fire();
                  window.tick();
                });
            return isOver(supervision, before);
          });
    }
    DrillReport report = drills(supervision).reports().getFirst();
    if (report.verdict() != DrillReport.Verdict.PASSED) {
      // A busy machine is slower than the plan; what counts here is that the house goes on.
      System.out.println("  " + scenario.name() + ": " + report.why());
    }
    assertThat(report.asBefore()).as(scenario.name() + ": " + report.back()).isTrue();
  }

  /** When the house is fit for it, which on a busy machine may be so and not so within a moment. */
  private static void begin(Supervision supervision, Scenario scenario) {
    Awaitility.await(scenario.name() + " begins")
        .atMost(PATIENCE)
        .pollInterval(200, TimeUnit.MILLISECONDS)
        .untilAsserted(
            () ->
                assertThat(
                        drills(supervision)
                            .start(
                                scenario.name(), DemoEstate.SERVICE, false, true, "operator:soak"))
                    .isEmpty());
  }

  private static boolean isOver(Supervision supervision, List<DrillReport> before) {
    return supervision
        .drills()
        .filter(each -> each.view().isEmpty() && !each.reports().equals(before))
        .isPresent();
  }

  private static ControlPlane control(Supervision supervision) {
    return supervision.control().orElseThrow();
  }

  private static Drills drills(Supervision supervision) {
    return supervision.drills().orElseThrow();
  }

  private Duration passed(Instant since) {
    return Duration.between(since, clock.instant());
  }

  private static void await(String what, Callable<Boolean> so) {
    Awaitility.await(what).atMost(PATIENCE).pollInterval(200, TimeUnit.MILLISECONDS).until(so);
  }
}
