package io.piha.console.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AxisTest {

  private static final Instant END = Instant.parse("2026-11-12T03:13:05Z");
  private final Axis axis = Axis.until(END, Duration.ofMinutes(30));

  @Test
  void aMomentAndItsPlaceAreTheSameThing() {
    assertThat(axis.x(END, 1000)).isEqualTo(1000);
    assertThat(axis.at(500, 1000)).isEqualTo(END.minus(Duration.ofMinutes(15)));
  }

  @Test
  void zoomingKeepsTheAnchorInItsPlace() {
    Instant anchor = axis.at(250, 1000);

    assertThat(axis.zoom(0.1, anchor).x(anchor, 1000)).isBetween(249.9, 250.1);
  }

  @Test
  void noZoomLeavesWhatCanBeShown() {
    Axis any = axis;
    var dice = new Random(3);
    for (int i = 0; i < 1_000; i++) {
      any = any.zoom(dice.nextDouble() * 3, any.at(dice.nextInt(1000), 1000));
      assertThat(any.span()).isBetween(Axis.SHORTEST, Axis.LONGEST);
    }
  }

  @Test
  void labelsStandAtRoundTimesOfTheOperatorsClock() {
    List<Instant> rounds = axis.rounds(axis.step(8), ZoneId.of("UTC"));

    assertThat(axis.step(8)).isEqualTo(Duration.ofMinutes(5));
    assertThat(rounds.getFirst()).isEqualTo("2026-11-12T02:45:00Z");
    assertThat(rounds).hasSize(6);
  }

  @Test
  void labelsOfDaysFollowTheChangeToSummerTime() {
    ZoneId vienna = ZoneId.of("Europe/Vienna");
    Axis week = Axis.until(Instant.parse("2026-04-02T00:00:00Z"), Duration.ofDays(7));

    assertThat(week.rounds(Duration.ofDays(1), vienna))
        .allSatisfy(at -> assertThat(at.atZone(vienna).getHour()).isZero());
  }
}
