package io.piha.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.arbiter.GuardPolicy;
import io.piha.arbiter.Timing;
import io.piha.site.Finding;
import io.piha.site.YamlText;
import io.piha.testing.Fuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioReaderTest {

  private static final String GOOD =
      """
      title: "A test"
      teaches: "Nothing"
      back: "Nothing to do"
      cycles: 1
      failovers: 1
      steps:
        - do: leader_dies
          say: "{leader} dies"
          command: [ssh, "{leader}", poweroff]
          undo: [wakeonlan, "{leader}"]
        - expect: promoted
          host: standby
          within: 2 * heartbeat_timeout + 5s
        - ask: failback
        - nothing_for: 30s
          of: [conflict]
        - mend: leader_dies
      may: [power_off]
      """;

  @TempDir Path folder;

  private static List<String> mistakes(String text) {
    return ScenarioReader.read("test", "test.yaml", text).findings().stream()
        .map(Finding::toString)
        .toList();
  }

  @Test
  void aWholeScenarioIsRead() {
    Scenario scenario = ScenarioReader.read("test", "test.yaml", GOOD).value().orElseThrow();
    assertThat(scenario.steps()).hasSize(5);
    assertThat(scenario.steps().getFirst())
        .isInstanceOfSatisfying(
            Step.Do.class,
            harm -> assertThat(harm.command()).containsExactly("ssh", "{leader}", "poweroff"));
    assertThat(scenario.steps().get(1).words()).isEqualTo("promoted {standby}");
  }

  @Test
  void everyMistakeIsFoundAtOnceAndPlaced() {
    String bad =
        GOOD.replace("do: leader_dies", "do: leader_sleeps")
            .replace("within: 2 * heartbeat_timeout + 5s", "within: 2 * heartbeat_timeout + soon")
            .replace("ask: failback", "ask: reinstall")
            .replace("may: [power_off]", "may: [power_of]")
            .replace("cycles: 1", "cycle: 1");
    List<String> mistakes = mistakes(bad);
    assertThat(mistakes).hasSize(6);
    assertThat(mistakes.get(0))
        .isEqualTo(
            "test.yaml:4:1: error: cycle: the key 'cycle' is not known here; did you mean"
                + " 'cycles'?");
    assertThat(mistakes.get(1))
        .startsWith("test.yaml:7:9: error: steps[0].do: 'leader_sleeps' is not leader_dies, ")
        .endsWith("; did you mean 'leader_dies'?");
    assertThat(mistakes.get(2))
        .startsWith(
            "test.yaml:13:13: error: steps[1].within: 'soon' is no setting; known are boot");
    assertThat(mistakes.get(3))
        .startsWith("test.yaml:14:10: error: steps[2].ask: 'reinstall' is not ack, failback, ");
    assertThat(mistakes.get(4))
        .isEqualTo(
            "test.yaml:17:11: error: steps[4].mend: was not done before; do it in an earlier"
                + " step");
    assertThat(mistakes.get(5))
        .startsWith("test.yaml:18:7: error: may[0]: 'power_of' is not ")
        .endsWith("; did you mean 'power_off'?");
  }

  @Test
  void whatIsMissingIsSaid() {
    assertThat(mistakes("title: x\n"))
        .anyMatch(each -> each.contains("teaches: is missing"))
        .anyMatch(each -> each.contains("steps: is missing"));
    assertThat(mistakes("steps: []\ntitle: a\nteaches: b\nback: c\n"))
        .containsExactly("test.yaml:1:1: error: steps: has 0 steps; write 1 to 40");
    assertThat(mistakes("- a list\n")).hasSize(1);
  }

  @Test
  void aSpanIsTheSumOfItsTerms() {
    Bound.Scale scale =
        new Bound.Scale(
            Timing.DEFAULT,
            new GuardPolicy(Duration.ofSeconds(8), Duration.ofMinutes(10), 3),
            Duration.ofSeconds(10),
            Duration.ofSeconds(40));
    assertThat(Bound.parse("2 * heartbeat_timeout + boot+500ms").in(scale))
        .isEqualTo(Duration.ofMillis(220_500));
    for (String bad : List.of("", "+", "2 *", "-1s", "1.5s", "boot boot", "9999 * boot", "é")) {
      assertThatThrownBy(() -> Bound.parse(bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theUsersOwnStandBesideTheBuiltInOnesAndMayReplaceThem() throws IOException {
    Files.writeString(folder.resolve("mine.yaml"), GOOD);
    Files.writeString(folder.resolve("failback.yaml"), GOOD);
    Files.writeString(folder.resolve("broken.yaml"), "title: [\n");
    Files.writeString(folder.resolve("Not A Name.yaml"), GOOD);
    Files.write(folder.resolve("large.yaml"), new byte[70_000]);
    Scenarios scenarios = Scenarios.with(folder);
    assertThat(scenarios.named("mine")).isPresent();
    assertThat(scenarios.named("failback").orElseThrow().isBuiltIn()).isFalse();
    assertThat(scenarios.named("leader-dies").orElseThrow().isBuiltIn()).isTrue();
    assertThat(scenarios.named("broken")).isEmpty();
    assertThat(scenarios.findings().stream().map(Finding::file).distinct())
        .containsExactlyInAnyOrder(
            folder.resolve("broken.yaml").toString(),
            folder.resolve("Not A Name.yaml").toString(),
            folder.resolve("large.yaml").toString());
  }

  @Test
  @Tag(Fuzz.TAG)
  void whateverIsDoneToATextItIsReadOrItsMistakesAreSaid() {
    List<String> spice =
        List.of(
            "\n", "  ", ":", "- ", "[", "]", "{", "\"", "&a ", "*a", "null", "99999999999", "\0");
    Assertions.assertTimeoutPreemptively(
        Fuzz.within(Duration.ofMinutes(2)),
        () -> {
          for (int seed = 0; seed < Fuzz.rounds(2_000); seed++) {
            Random random = Fuzz.random(seed);
            StringBuilder text = new StringBuilder(GOOD);
            for (int i = 0; i <= random.nextInt(4); i++) {
              int at = random.nextInt(text.length());
              if (random.nextBoolean()) {
                text.insert(at, spice.get(random.nextInt(spice.size())));
              } else {
                text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(12)));
              }
            }
            YamlText.Read<Scenario> read =
                ScenarioReader.read("fuzz", "fuzz.yaml", text.toString());
            boolean wrong =
                read.findings().stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
            assertThat(read.value().isEmpty()).as("seed %s:%n%s", seed, text).isEqualTo(wrong);
          }
        });
  }
}
