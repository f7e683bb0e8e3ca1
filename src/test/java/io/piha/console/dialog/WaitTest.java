package io.piha.console.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Words;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitTest {

  @ParameterizedTest
  @ValueSource(strings = {"PT0.4S", "PT9.3S", "PT37S", "PT9M37S", "PT10M", "PT1H59M59S"})
  void theWaitIsReadAsTheEngineSaysIt(Duration wait) {
    String said = "the guard wants more, allowed again in " + Words.span(wait) + " (S4)";

    assertThat(Wait.in(said).orElseThrow()).isBetween(wait, wait.plus(Duration.ofMillis(1600)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT3H20M", "PT20H", "P3D"})
  void aLongWaitIsReadAsCoarselyAsItIsSaid(Duration wait) {
    assertThat(Wait.in("allowed again in " + Words.span(wait))).contains(wait.plusSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rule S4", "port rack/8 reads off again in the log", "again in s"})
  void whatNamesNoTimeIsNotWaitedFor(String said) {
    assertThat(Wait.in(said)).isEmpty();
  }
}
