package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.world.Forecast;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
}
