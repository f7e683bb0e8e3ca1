package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.console.frame.ConsoleScene;
import io.piha.console.kit.ConfigDesk;
import io.piha.console.kit.FolderArchive;
import io.piha.console.kit.LatestOnly;
import io.piha.demo.DemoEstate;
import io.piha.drill.Check;
import io.piha.drill.DrillReport;
import io.piha.drill.Drills;
import io.piha.drill.Measure;
import io.piha.drill.Scenario;
import io.piha.drill.Scenarios;
import io.piha.engine.Snapshot;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.stage.Stage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/**
 * Every scenario, live on the demonstration house: rehearsed and drilled from the console, and
 * stopped before each of its steps. It takes half an hour and wants a quiet machine, so it is not
 * part of the build: {@code mvn -Pdrills}.
 */
@ExtendWith(ApplicationExtension.class)
@Tag("every-drill")
// The parts are made in start and before the test.
@SuppressWarnings("NullAway.Init")
class EveryDrillTest {

  private static final int SPEED = Integer.getInteger("speed", 20);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private DemoEstate estate;
  private Supervision supervision;
  private Stage stage;
  private ConsoleScene console;

  @BeforeEach
  void superviseTheHouse() throws Exception {
    estate = DemoEstate.start(SPEED, Clock.systemUTC());
    DemoActor actor = new DemoActor(estate);
    supervision = DemoCommand.supervise(estate, _ -> {}, actor);
    actor.mayKill(supervision);
    var _ = supervision.activate();
  }

  /** The window's content is made in the test, when there is a house. */
  @Start
  void show(Stage first) {
    stage = first;
  }

  @AfterEach
  void end() throws Exception {
    supervision.close();
    estate.close();
  }

  static Stream<String> scenarios() {
    return Scenarios.builtIn().all().stream().map(Scenario::name);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void isRehearsedAndDrilledFromTheConsoleInTheTimeThatWasPredicted(String name, FxRobot robot)
      throws Exception {
    ControlPlane control = supervision.control().orElseThrow();
    int place = Scenarios.builtIn().all().stream().map(Scenario::name).toList().indexOf(name);
    Scenario scenario = Scenarios.builtIn().named(name).orElseThrow();
    FolderArchive archive = control.archive(ConfigDesk.NONE);
    robot.interact(() -> console = TesterWindow.open(stage, () -> control, archive));
    try (archive;
        AutoCloseable shown =
            control.engine().subscribe(new LatestOnly<>(LatestOnly.screen(), console::show))) {
      assertThat(shown).isNotNull();
      awaitReady(name);
      var tester = new DrillsTester(robot, console);
      tester.open();
      tester.choose(place, scenario.title());
      assertThat(tester.rehearse()).startsWith("Passed.");
      tester.begin(false, () -> supervision.drills().flatMap(Drills::view).isPresent());
      assertTold(report());
    }
  }

  private void assertTold(DrillReport report) {
    for (Measure each : report.predicted().keySet()) {
      System.out.printf(
          "%-18s %-12s predicted %6d ms, measured %6d ms%n",
          report.scenario(),
          each,
          report.predicted().get(each).toMillis(),
          report.measured().getOrDefault(each, Duration.ZERO).toMillis());
    }
    assertThat(report.why()).isEqualTo("every step went as planned");
    assertThat(report.asBefore()).as(report.back()).isTrue();
    Duration predicted = report.predicted().get(Measure.TOTAL);
    if (predicted != null) {
      // A tenth; below a second the demo's own grain is coarser than that.
      long slack = Math.max(predicted.toMillis() / 10, 300);
      Duration measured = report.measured().getOrDefault(Measure.TOTAL, Duration.ZERO);
      assertThat(measured).isCloseTo(predicted, Duration.ofMillis(slack));
    }
  }

  static Stream<Arguments> steps() {
    return Scenarios.builtIn().all().stream()
        .flatMap(
            each ->
                IntStream.range(0, each.steps().size())
                    .mapToObj(step -> Arguments.of(each.name(), step)));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void stoppedBeforeAStepLeavesTheHouseAsItWas(String name, int step) {
    awaitReady(name);
    Snapshot.ServiceView before = service();
    assertThat(drills().start(name, DemoEstate.SERVICE, true, true, "operator:test")).isEmpty();
    for (int done = 0; done < step; done++) {
      int so = done;
      await(
          "step " + so + " is over",
          () ->
              supervision
                      .drills()
                      .flatMap(Drills::view)
                      .filter(each -> each.waits() && each.steps().size() >= so)
                      .isPresent()
                  || isOver());
      supervision.drills().ifPresent(Drills::next);
    }
    await(
        "it comes to step " + step,
        () ->
            supervision
                    .drills()
                    .flatMap(Drills::view)
                    .filter(each -> each.steps().size() >= step || each.ending())
                    .isPresent()
                || isOver());
    await(
        "it is stopped, whatever control plane there is by now",
        () -> {
          supervision.drills().ifPresent(Drills::stop);
          return isOver();
        });
    DrillReport report = report();
    assertThat(report.verdict()).as(report.why()).isEqualTo(DrillReport.Verdict.STOPPED);
    assertThat(report.asBefore()).as(report.back()).isTrue();
    Snapshot.ServiceView after = service();
    assertThat(after.leader()).isEqualTo(before.leader());
    assertThat(after.incident()).isEmpty();
    assertThat(after.freeze()).isEqualTo(before.freeze());
    assertThat(after.operation().stream()).allMatch(each -> each.state().equals("done"));
    assertThat(estate.haos().leads()).isTrue();
    assertThat(estate.standby().leads()).isFalse();
    assertThat(estate.powerSwitch().on(DemoEstate.HAOS_PORT)).isTrue();
    assertThat(estate.broker().reachable()).isTrue();
  }

  private Snapshot.ServiceView service() {
    return supervision.control().orElseThrow().engine().snapshot().services().getFirst();
  }

  private Drills drills() {
    return supervision.drills().orElseThrow();
  }

  private void awaitReady(String scenario) {
    await(
        "ready for " + scenario,
        () -> {
          List<Check> checks = drills().checks(scenario, DemoEstate.SERVICE, false);
          return !checks.isEmpty() && checks.stream().allMatch(Check::met);
        });
  }

  private boolean isOver() {
    return supervision.drills().flatMap(Drills::view).isEmpty()
        && supervision.drills().map(each -> !each.reports().isEmpty()).orElse(false);
  }

  private DrillReport report() {
    await("the drill is over", this::isOver);
    return drills().reports().getFirst();
  }

  private static void await(String what, Callable<Boolean> so) {
    Awaitility.await(what).atMost(PATIENCE).pollInterval(20, TimeUnit.MILLISECONDS).until(so);
  }
}
