package io.piha.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AllowanceTest {
  private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
  private final Allowance allowance = new Allowance();

  @Test
  void muchAtOncePassesAndThenOneEachSecond() {
    for (int i = 0; i < Allowance.AT_ONCE; i++) {
      assertThat(allowance.take("alice", T0)).isEmpty();
    }
    assertThat(allowance.take("alice", T0)).isPresent();
    assertThat(allowance.take("alice", T0.plusSeconds(1))).isEmpty();
    assertThat(allowance.take("alice", T0.plusSeconds(1))).isPresent();
  }

  @Test
  void oneDoesNotUseUpWhatIsAnothers() {
    for (int i = 0; i < 10 * Allowance.AT_ONCE; i++) {
      allowance.take("mallory", T0);
    }
    assertThat(allowance.take("alice", T0)).isEmpty();
  }

  @Test
  void whatIsRefusedCostsNothing() {
    for (int i = 0; i < 10_000; i++) {
      allowance.take("alice", T0);
    }
    assertThat(allowance.take("alice", T0.plusSeconds(1))).isEmpty();
  }
}
