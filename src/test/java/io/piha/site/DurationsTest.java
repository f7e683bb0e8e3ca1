package io.piha.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DurationsTest {
  @Test
  void everyUnitIsRead() {
    assertThat(Durations.parse("500ms")).contains(Duration.ofMillis(500));
    assertThat(Durations.parse("30s")).contains(Duration.ofSeconds(30));
    assertThat(Durations.parse("5m")).contains(Duration.ofMinutes(5));
    assertThat(Durations.parse("24h")).contains(Duration.ofDays(1));
    assertThat(Durations.parse("2d")).contains(Duration.ofDays(2));
  }

  @Test
  void anythingElseIsNoDuration() {
    for (String text :
        new String[] {"", "90", "s", "-5s", "1.5s", "5 s", "5S", "99999999999d", "1h30m", "٣s"}) {
      assertThat(Durations.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void theLargestWholeUnitIsWritten() {
    assertThat(Durations.format(Duration.ZERO)).isEqualTo("0s");
    assertThat(Durations.format(Duration.ofMillis(1500))).isEqualTo("1500ms");
    assertThat(Durations.format(Duration.ofSeconds(90))).isEqualTo("90s");
    assertThat(Durations.format(Duration.ofHours(24))).isEqualTo("24h");
    assertThat(Durations.format(Duration.ofDays(2))).isEqualTo("2d");
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      Duration duration = Duration.ofMillis(random.nextLong(Durations.LONGEST.toMillis()));
      assertThat(Durations.parse(Durations.format(duration))).contains(duration);
    }
  }
}
