package io.piha.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Command;
import io.piha.arbiter.Fence;
import io.piha.arbiter.Outlook;
import io.piha.arbiter.ServicePolicy;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.Timing;
import io.piha.testing.TwoHosts;
import io.piha.world.Harm;
import io.piha.world.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RehearsalTest {

  private static final String SERVICE = TwoHosts.SERVICE;
  private static final SitePolicy HOUSE = TwoHosts.HOUSE;
  private static final Duration BOOT = Duration.ofSeconds(40);

  static Stream<Scenario> scenarios() {
    return Scenarios.builtIn().all().stream();
  }

  static Stream<Arguments> stops() {
    return scenarios()
        .flatMap(
            scenario ->
                IntStream.range(0, scenario.steps().size())
                    .mapToObj(step -> Arguments.of(scenario.name(), step)));
  }

  private static DrillReport rehearsed(String name) {
    return Rehearsal.ofHealthy(scenario(name), HOUSE, SERVICE, BOOT).orElseThrow().report();
  }

  private static Scenario scenario(String name) {
    return Scenarios.builtIn().named(name).orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void everyScenarioPassesOnAHealthyHouseAndLeavesItAsItWas(Scenario scenario) {
    DrillReport report = Rehearsal.ofHealthy(scenario, HOUSE, SERVICE, BOOT).orElseThrow().report();
    assertThat(report.why()).isEqualTo("every step went as planned");
    assertThat(report.asBefore()).as(report.back()).isTrue();
    assertThat(report.steps()).hasSameSizeAs(scenario.steps());
  }

  @ParameterizedTest
  @MethodSource("stops")
  void stoppedBeforeAnyStepItLeavesTheHouseAsItWas(String name, int step) throws Exception {
    Stage stage = Stage.healthy(HOUSE, SERVICE, BOOT);
    Cast cast = Cast.of(stage.outlook()).orElseThrow();
    StageGround ground = new StageGround(stage, SERVICE);
    DrillReport report =
        new Drill(
                scenario(name),
                cast,
                Rehearsal.scale(HOUSE, stage.policy(), cast, BOOT),
                ground,
                new StopAt(step))
            .play(Begun.now("id", false, "", ground));
    assertThat(report.verdict()).isEqualTo(DrillReport.Verdict.STOPPED);
    assertThat(report.asBefore()).as(report.back()).isTrue();
    assertThat(stage.acting()).contains("haos");
    assertThat(stage.outlook().failoversLeft()).as("what the night may need").isEqualTo(2);
  }

  @Test
  void aPromotionAfterTheAcknowledgementIsAcknowledgedToo() throws Exception {
    Stage stage = Stage.healthy(HOUSE, SERVICE, BOOT);
    Cast cast = Cast.of(stage.outlook()).orElseThrow();
    StageGround ground = new StageGround(stage, SERVICE);
    Begun begun = Begun.now("id", false, "", ground);
    var dies = new Step.Do(Harm.LEADER_DIES, "", "", List.of(), List.of());
    ground.harm(dies, "haos");
    until(ground, now -> now.incident().isPresent());
    assertThat(ground.ask(Command.ACK, "", "early").accepted()).isTrue();
    until(ground, now -> now.leader().equals(Optional.of("standby")));
    assertThat(stage.outlook().failoversLeft()).isEqualTo(1);

    var scale = Rehearsal.scale(HOUSE, stage.policy(), cast, BOOT);
    WayBack.Outcome back = new WayBack(cast, scale, ground, begun).go(List.of(dies));

    assertThat(back.asBefore()).as(back.words()).isTrue();
    assertThat(stage.outlook().failoversLeft()).isEqualTo(2);
  }

  private static void until(StageGround ground, Predicate<Outlook> so) {
    Instant latest = ground.now().plus(Duration.ofMinutes(10));
    while (!so.test(ground.outlook())) {
      assertThat(ground.now()).as(ground.outlook().why()).isBefore(latest);
      ground.pass(Duration.ofSeconds(1));
    }
  }

  /** Stops before a step. */
  private static final class StopAt implements Guide {
    private final int step;
    private boolean stopped;

    StopAt(int step) {
      this.step = step;
    }

    @Override
    public void before(Begun begun, String words) {
      stopped = begun.steps().size() == step;
    }

    @Override
    public void harming(Begun begun) {}

    @Override
    public void after(Begun begun, StepSeen seen) {}

    @Override
    public void goingBack(String why) {}

    @Override
    public boolean isStopped() {
      return stopped;
    }
  }

  @Test
  void theFailoverIsMeasuredInItsPartsAndTheLongestIsNamed() {
    DrillReport report = rehearsed("leader-dies");
    assertThat(report.measured().keySet()).containsExactlyInAnyOrder(Measure.values());
    assertThat(report.measured().get(Measure.DETECTION))
        .isBetween(Duration.ofSeconds(90), Duration.ofSeconds(91));
    Duration parts =
        Stream.of(Measure.DETECTION, Measure.VERIFICATION, Measure.RECOVERY, Measure.PROMOTION)
            .map(report.measured()::get)
            .reduce(Duration.ZERO, Duration::plus);
    assertThat(report.measured().get(Measure.TOTAL)).isEqualTo(parts);
    assertThat(report.bottleneck()).contains(Measure.DETECTION);
    report
        .measured()
        .forEach(
            (what, took) ->
                assertThat(took)
                    .isLessThanOrEqualTo(
                        report.bounds().getOrDefault(what, Duration.ZERO).plusMillis(50)));
  }

  @Test
  void aBootLongerThanTheWaitFailsTheHangDrillWithTheReason() {
    DrillReport report =
        Rehearsal.ofHealthy(scenario("leader-hangs"), HOUSE, SERVICE, Duration.ofSeconds(90))
            .orElseThrow()
            .report();
    assertThat(report.verdict()).isEqualTo(DrillReport.Verdict.FAILED);
    assertThat(report.why()).contains("not within 63 s");
    assertThat(report.asBefore()).as(report.back()).isTrue();
  }

  @Test
  void theSameRehearsalHasTheSameOutcome() {
    assertThat(rehearsed("control-crash")).isEqualTo(rehearsed("control-crash"));
  }

  @Test
  void aHouseWithNobodyToFollowHasNothingToRehearse() {
    SitePolicy alone =
        new SitePolicy(
            List.of(
                new ServicePolicy(
                    SERVICE,
                    List.of(HOUSE.services().getFirst().hosts().getFirst()),
                    Timing.DEFAULT,
                    true,
                    Fence.HOLD_OFF,
                    2)),
            HOUSE.guard(),
            Map.of());
    assertThat(Rehearsal.ofHealthy(scenario("leader-dies"), alone, SERVICE, BOOT)).isEmpty();
  }
}
