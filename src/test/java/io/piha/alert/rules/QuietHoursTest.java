package io.piha.alert.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quiet hours are by the clock on the wall, on the two nights when it is moved too. */
class QuietHoursTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final QuietHours NIGHT =
      new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), BERLIN);

  @ParameterizedTest
  @CsvSource({
    "2026-03-28T21:00:00Z, 2026-03-29T05:00:00Z, 8",
    "2026-10-24T20:00:00Z, 2026-10-25T06:00:00Z, 10",
    "2026-06-24T20:00:00Z, 2026-06-25T05:00:00Z, 9",
  })
  void aNightLastsAsLongAsTheClockSays(Instant begins, Instant ends, int hours) {
    assertThat(NIGHT.contains(begins.minusSeconds(1))).isFalse();
    assertThat(NIGHT.contains(ends)).isFalse();
    for (Instant at = begins; at.isBefore(ends); at = at.plusSeconds(60)) {
      assertThat(NIGHT.contains(at)).as("quiet at %s", at).isTrue();
      assertThat(NIGHT.endAfter(at)).as("its end, asked at %s", at).isEqualTo(ends);
    }
    assertThat(Duration.between(begins, ends)).isEqualTo(Duration.ofHours(hours));
  }

  /** The hour that is there twice, or not at all: an end that never comes would keep a digest. */
  @ParameterizedTest
  @CsvSource({"2026-03-28T12:00:00Z, 02:30", "2026-10-24T12:00:00Z, 02:30"})
  void anEndInTheHourThatIsMovedComesOnceAndIsLeft(Instant begins, LocalTime to) {
    QuietHours quiet = new QuietHours(LocalTime.of(22, 0), to, BERLIN);
    for (Instant at = begins; at.isBefore(begins.plusSeconds(86_400)); at = at.plusSeconds(60)) {
      Instant end = quiet.endAfter(at);
      assertThat(end).as("the end after %s", at).isAfter(at);
      assertThat(Duration.between(at, end)).isLessThanOrEqualTo(Duration.ofHours(26));
    }
  }
}
