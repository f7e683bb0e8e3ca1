package io.piha.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.rules.Rule;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule that falls when what it relies on is taken away was really looked at. */
final class AssumptionsTest {
  private static final Duration LASTING = Duration.ofHours(200);

  @ParameterizedTest(name = "without {1}, {2} falls in world {0}")
  @CsvSource({
    "46, DURABLE_DISK, S10",
    "16, TRUTHFUL_SWITCH, S21",
    "20, WORKING_RELAY, S8",
    "45, KNOWN_SUPPLIES, S21",
    "41, TRUE_NAMES, L1",
    "41, TRUE_PROBES, L2",
    "41, RETAINED, L4",
    "6, KEPT_TIME, S20",
    "72, DURABLE_LEASE, S10",
    "16, LIKE_CLOCKS, S13"
  })
  void aRuleFallsWithoutWhatItReliesOn(long seed, Assumption without, Rule rule) {
    assertThat(Simulation.run(seed, LASTING, new Coverage()).violation()).isEmpty();
    assertThat(Simulation.run(seed, LASTING, Set.of(without), new Coverage()).violation())
        .hasValueSatisfying(each -> assertThat(each.breach().rule()).isEqualTo(rule));
  }
}
