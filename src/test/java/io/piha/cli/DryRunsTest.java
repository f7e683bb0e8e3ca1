package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.piha.arbiter.Arbiter;
import io.piha.arbiter.Command;
import io.piha.arbiter.Decision;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Fence;
import io.piha.arbiter.GuardPolicy;
import io.piha.arbiter.HostPolicy;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Request;
import io.piha.arbiter.Role;
import io.piha.arbiter.ServicePolicy;
import io.piha.arbiter.Severity;
import io.piha.arbiter.Signal;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.State;
import io.piha.arbiter.Timing;
import io.piha.world.Forecast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What is added to the answer of a dry run, line by line. */
class DryRunsTest {

  private static Forecast.Step step(int seconds, Kind kind, String words) {
    return new Forecast.Step(
        Duration.ofSeconds(seconds), "home-assistant", kind, Severity.INFO, "haos", words);
  }

  private static Forecast forecast(List<Forecast.Step> steps, int without, String leads) {
    return new Forecast(
        true,
        "yes",
        steps,
        Duration.ofSeconds(without),
        Optional.of(leads).filter(each -> !each.isEmpty()),
        "normal",
        "because",
        Duration.ofSeconds(150));
  }

  @Test
  void everyStepIsALineAndProbesAreNot() {
    String words =
        DryRuns.words(
            forecast(
                List.of(
                    step(0, Kind.POWER_OFF, "port rack/8 goes off"),
                    step(3, Kind.PROBE_FAILED, "probe core of haos: refused"),
                    step(68, Kind.POWER_ON, "port rack/8 delivers")),
                75,
                "haos"));
    assertThat(words.lines())
        .containsExactly(
            "+0:00  port rack/8 goes off",
            "+1:08  port rack/8 delivers",
            "+2:30  in the end: normal, haos leads, after 1:15 without anybody");
  }

  @Test
  void nobodyInTheEndIsSaid() {
    assertThat(DryRuns.words(forecast(List.of(), 0, "")))
        .isEqualTo("+2:30  in the end: normal, nobody leads, and the work is never left alone");
  }

  @Test
  void aLongStoryIsCutWithItsEndKept() {
    List<Forecast.Step> steps = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      steps.add(step(i, Kind.ATTENTION, "line " + i));
    }
    assertThat(DryRuns.words(forecast(steps, 0, "haos")).lines())
        .hasSize(26)
        .contains("… and 36 more")
        .last()
        .asString()
        .contains("in the end");
  }

  // --- in the order in which they were asked ---

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final SitePolicy POLICY =
      new SitePolicy(
          List.of(
              new ServicePolicy(
                  "ha",
                  List.of(
                      new HostPolicy("haos", Role.PRIMARY, Optional.empty(), true, List.of("core")),
                      new HostPolicy(
                          "standby", Role.STANDBY, Optional.empty(), true, List.of("api"))),
                  Timing.DEFAULT,
                  false,
                  Fence.NONE,
                  2)),
          GuardPolicy.DEFAULT,
          Map.of());

  private static Signal dryFreeze(String id) {
    Request freeze = Request.of(id, "ha", Command.FREEZE, "", "operator:alice", "to see");
    return new Signal.Asked(freeze.asDryRun());
  }

  private static State state() {
    return Arbiter.begin(POLICY, NOON);
  }

  @Test
  void theRefusalOfARepeatDoesNotOvertakeTheAnswer() {
    try (DryRuns runs = new DryRuns(() -> NOON)) {
      runs.decided(state(), dryFreeze("one"), NOON, decided("one"));
      List<Effect.Answer> said = new CopyOnWriteArrayList<>();
      runs.answer(new Effect.Answer("one", true, "it would be frozen"), said::add);
      runs.answer(new Effect.Answer("one", false, "seen before"), said::add);
      await().atMost(Duration.ofSeconds(60)).until(() -> said.size() == 2);
      assertThat(said.getFirst().accepted()).isTrue();
      assertThat(said.getFirst().why().lines())
          .startsWith("it would be frozen")
          .hasSizeGreaterThan(1)
          .last()
          .asString()
          .contains("in the end");
      assertThat(said.getLast()).isEqualTo(new Effect.Answer("one", false, "seen before"));
    }
  }

  @Test
  void whatIsNoDryRunIsPassedOnAtOnce() {
    try (DryRuns runs = new DryRuns(() -> NOON)) {
      List<Effect.Answer> said = new ArrayList<>();
      Effect.Answer plain = new Effect.Answer("two", true, "frozen");
      runs.answer(plain, said::add);
      assertThat(said).containsExactly(plain);
    }
  }

  private static Decision decided(String id) {
    return Arbiter.decide(state(), dryFreeze(id), NOON);
  }
}
