package io.piha.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.StagedSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a snapshot is due. */
final class TimetableTest {

  private static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");
  private static final Duration DAY = Duration.ofHours(24);

  private static List<StagedSnapshot> taken(Duration ago) {
    return List.of(new StagedSnapshot("x", "haos", "haos", NOW.minus(ago), 1, "", true, ""));
  }

  @Test
  void oneIsDueWhenThereIsNoneOrTheNewestIsOld() {
    assertThat(Timetable.FRESH.due(List.of(), DAY, NOW)).isTrue();
    assertThat(Timetable.FRESH.due(taken(Duration.ofHours(23)), DAY, NOW)).isFalse();
    assertThat(Timetable.FRESH.due(taken(DAY), DAY, NOW)).isTrue();
  }

  @Test
  void aSnapshotDatedIntoTheFuturePutsNothingOff() {
    assertThat(Timetable.FRESH.due(taken(Duration.ofHours(-50)), DAY, NOW)).isTrue();
  }

  @Test
  void afterAFailureThePauseGrowsAndEnds() {
    Timetable once = Timetable.FRESH.failed(NOW);
    assertThat(once.due(List.of(), DAY, NOW.plus(Duration.ofMinutes(4)))).isFalse();
    assertThat(once.due(List.of(), DAY, NOW.plus(Duration.ofMinutes(5)))).isTrue();
    Timetable often = once;
    for (int i = 0; i < 100; i++) {
      often = often.failed(NOW);
    }
    assertThat(often.due(List.of(), DAY, NOW.plus(Duration.ofHours(5)))).isFalse();
    assertThat(often.due(List.of(), DAY, NOW.plus(Duration.ofHours(6)))).isTrue();
    assertThat(often.due(List.of(), DAY, NOW.minus(Duration.ofHours(1)))).isTrue();
  }
}
