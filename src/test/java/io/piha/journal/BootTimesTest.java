package io.piha.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootTimesTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration BEAT = Duration.ofSeconds(30);

  @Test
  void aPercentileIsAlwaysATimeThatWasMeasured() {
    // The figures of the textbook: 1 to 100, so that rank and value are the same number.
    BootTimes.Figures hundred = boots(1, 100).powerOn();
    assertThat(hundred.count()).isEqualTo(100);
    assertThat(hundred.p50()).isEqualTo(Duration.ofSeconds(50));
    assertThat(hundred.p95()).isEqualTo(Duration.ofSeconds(95));
    assertThat(hundred.p99()).isEqualTo(Duration.ofSeconds(99));
    BootTimes.Figures seven = boots(40, 46).powerOn();
    assertThat(seven.p50()).isEqualTo(Duration.ofSeconds(43));
    assertThat(seven.p95()).isEqualTo(Duration.ofSeconds(46));
    assertThat(seven.p99()).isEqualTo(Duration.ofSeconds(46));
  }

  @Test
  void theWaitIsThePercentileAndTwoHeartbeats() {
    assertThat(boots(80, 84).recoveryWait(BEAT)).contains(Duration.ofSeconds(144));
    assertThat(new BootTimes(figures(10, 84_001), BootTimes.Figures.NONE).recoveryWait(BEAT))
        .as("whole seconds, upwards")
        .contains(Duration.ofSeconds(145));
  }

  @Test
  void aShorterWaitThanAMinuteIsNeverAdvised() {
    assertThat(boots(1, 7).recoveryWait(Duration.ofMillis(200))).contains(Duration.ofSeconds(60));
  }

  @Test
  void fewBootsAdviseNothingAndSaySo() {
    assertThat(boots(82, 84).recoveryWait(BEAT)).isEmpty();
    assertThat(boots(82, 84).words())
        .isEqualTo("3 boots after power-on, too few for a p99; longest 84 s");
    assertThat(boots(84, 84).words())
        .isEqualTo("1 boot after power-on, too few for a p99; longest 84 s");
    assertThat(BootTimes.NONE.words()).isEqualTo("no boot measured yet");
  }

  @Test
  void restartsOfItsOwnAreToldAndAdviseNothing() {
    List<Boot> restarts =
        IntStream.range(0, 50)
            .mapToObj(n -> new Boot(START, Boot.Cause.RESTART, Duration.ofSeconds(12)))
            .toList();
    BootTimes times = BootTimes.of(restarts);
    assertThat(times.recoveryWait(BEAT)).isEqualTo(Optional.empty());
    assertThat(times.words())
        .isEqualTo("50 restarts of its own: p50 12 s, p95 12 s, p99 12 s (the longest)");
  }

  @Test
  void shortBootsKeepTheirTenths() {
    assertThat(BootTimes.seconds(Duration.ofMillis(1_240))).isEqualTo("1.3 s");
    assertThat(BootTimes.seconds(Duration.ofMillis(9_990))).isEqualTo("10 s");
    assertThat(BootTimes.seconds(Duration.ofMillis(41_100))).isEqualTo("42 s");
  }

  private static BootTimes.Figures figures(int count, long millis) {
    Duration all = Duration.ofMillis(millis);
    return new BootTimes.Figures(count, all, all, all, all);
  }

  /** One boot of each whole second. */
  private static BootTimes boots(int from, int to) {
    return BootTimes.of(
        IntStream.rangeClosed(from, to)
            .mapToObj(s -> new Boot(START, Boot.Cause.POWER_ON, Duration.ofSeconds(s)))
            .toList());
  }
}
