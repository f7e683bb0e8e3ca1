package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimulateCommandTest {

  @Test
  void whatFallsWithoutAnAssumptionIsToldOnceForEachRule() {
    String said =
        Typed.run(
            List.of(
                "simulate",
                "--seed",
                "1",
                "--seeds",
                "3",
                "--hours",
                "100",
                "--without",
                "retained"));
    assertThat(said)
        .contains("not: the broker retains what it confirmed")
        .containsOnlyOnce("BROKEN L4")
        .containsPattern("Rules were broken: L4 in [1-3] of 3 worlds");
  }

  @Test
  void aWordThatIsNoneIsAnsweredWithThoseThatAre() {
    assertThat(Typed.run(List.of("simulate", "--seeds", "1", "--without", "good-luck")))
        .contains("'good-luck' is none of durable-disk, truthful-switch");
  }
}
