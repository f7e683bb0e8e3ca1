package io.piha.console.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpansTest {

  @Test
  void aClockKeepsItsWidthWithinAMinute() {
    assertThat(Spans.clock(Duration.ofMillis(4_999))).isEqualTo("0:04");
    assertThat(Spans.clock(Duration.ofSeconds(127))).isEqualTo("2:07");
    assertThat(Spans.clock(Duration.ofSeconds(3_723))).isEqualTo("1:02:03");
    assertThat(Spans.clock(Duration.ofHours(76))).isEqualTo("3 d 04 h");
  }

  @Test
  void aSpanIsNeverNegative() {
    assertThat(Spans.clock(Duration.ofSeconds(-3))).isEqualTo("0:00");
    assertThat(Spans.words(Duration.ofSeconds(-3))).isEqualTo("0 s");
  }

  @Test
  void noLineEndsBetweenAFigureAndItsUnit() {
    assertThat(Spans.unbroken("last heartbeat 4 s ago, limit 1 min 30 s, 5.2 W at port 8 so far"))
        .isEqualTo(
            "last heartbeat 4\u00a0s ago, limit 1\u00a0min 30\u00a0s, 5.2\u00a0W at port 8 so far");
  }

  @Test
  void wordsNameTheTwoLargestUnits() {
    assertThat(Spans.words(Duration.ofSeconds(127))).isEqualTo("2 min 7 s");
    assertThat(Spans.words(Duration.ofMinutes(2))).isEqualTo("2 min");
    assertThat(Spans.words(Duration.ofMinutes(185))).isEqualTo("3 h 05 min");
    assertThat(Spans.words(Duration.ofHours(51))).isEqualTo("2 d 3 h");
  }

  @Test
  void aCountdownReachesZeroOnlyWhenItIsOver() {
    assertThat(Spans.left(Duration.ofMillis(1))).isEqualTo("0:01");
    assertThat(Spans.left(Duration.ZERO)).isEqualTo("0:00");
  }
}
