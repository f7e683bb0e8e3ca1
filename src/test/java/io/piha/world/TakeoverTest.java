package io.piha.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Of two control planes the one that acts dies, or is stopped past its lease, at every single act
 * of a failover, and the other goes on: nothing is done twice, no epoch is given twice, and one
 * host acts in the end.
 */
class TakeoverTest {

  @ParameterizedTest
  @EnumSource
  void theOtherGoesOnWhereTheFirstDied(Trial.Point point) {
    int tried = 0;
    for (int i = 0; ; i++) {
      Trial trial = two().dies(point, i);
      if (!isWell(trial, point + " " + i)) {
        break;
      }
      tried++;
    }
    System.out.printf("taken over after a death at each of %d acts, %s%n", tried, point);
    assertThat(tried).as("acts of a failover").isGreaterThanOrEqualTo(5);
  }

  @Test
  void theOtherGoesOnWhereTheFirstWasStopped() {
    int tried = 0;
    while (isWell(two().isStopped(tried), "stopped " + tried)) {
      tried++;
    }
    assertThat(tried).as("effects of a failover").isGreaterThanOrEqualTo(5);
  }

  private static Trial two() {
    return new Trial(Trial.Plot.LEADER_DIES, List.of(), 1, false, true);
  }

  /** False when it did not come to the act. */
  private static boolean isWell(Trial trial, String at) {
    Optional<String> wrong = trial.run();
    assertThat(wrong).as(at).isEmpty();
    if (!trial.struck()) {
      return false;
    }
    assertThat(trial.isTakenOver()).as("taken over, %s", at).isTrue();
    assertThat(trial.cuts()).as("times the port went dark, %s", at).isLessThanOrEqualTo(2);
    assertThat(trial.epochs()).as("epochs given, %s", at).hasSizeLessThanOrEqualTo(1);
    assertThat(trial.acting()).as("who acts, %s", at).containsExactly("standby");
    return true;
  }
}
