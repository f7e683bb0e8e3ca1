package io.piha.console.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.piha.console.Stagehand;
import io.piha.console.overview.DrawFace.Gives;
import io.piha.console.overview.DrawFace.Step;
import io.piha.engine.Snapshot.PowerView;
import io.piha.journal.PowerChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DrawFaceTest {

  private static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");

  @Test
  void showsEachChangeAtItsPlaceInTheHour() {
    DrawFace face = of(List.of(change(90, "on", 4.0), change(30, "on", 8.0)), now("on", 6.0, 15));

    assertThat(face.steps())
        .containsExactly(
            new Step(0, 0.5, 0.5, Gives.POWER),
            new Step(0.5, 0.75, 1, Gives.POWER),
            new Step(0.75, 1, 0.75, Gives.POWER));
    assertThat(face.caption()).isEqualTo("4.0 to 8.0 W in the last hour");
  }

  @Test
  void anIdlingComputerDoesNotLookBusy() {
    DrawFace face = of(List.of(), now("on", 2.0, 60));

    assertThat(face.steps()).singleElement().extracting(Step::height).isEqualTo(0.4);
    assertThat(face.caption()).isEqualTo("2.0 W all the last hour");
  }

  @Test
  void tellsHowLongNoPowerCame() {
    DrawFace face =
        of(
            List.of(change(80, "on", 4.0), change(20, "off", 0), change(19, "on", 4.0)),
            now("on", 4.0, 0));

    assertThat(face.steps())
        .extracting(Step::gives)
        .containsExactly(Gives.POWER, Gives.NOTHING, Gives.POWER);
    assertThat(face.caption()).isEqualTo("4.0 W all the last hour · no power for 1 min");
  }

  @Test
  void anOutageThatBeganBeforeTheHourCountsFromItsBeginningOnly() {
    DrawFace face = of(List.of(change(300, "idle", 0)), now("idle", 0, 0));

    assertThat(face.caption()).isEqualTo("no power for 1 h 00 min");
    assertThat(face.steps()).singleElement().extracting(Step::to).isEqualTo(1.0);
  }

  @Test
  void aSwitchThatTellsNoWattsHasATraceOnlyWhenPowerFailed() {
    PowerView on = view("on", OptionalDouble.empty(), 0);
    assertThat(of(List.of(untold(90, "on")), on)).isEqualTo(DrawFace.NONE);

    DrawFace face = of(List.of(untold(90, "on"), untold(6, "fault"), untold(3, "on")), on);
    assertThat(face.caption()).isEqualTo("no power for 3 min");
    assertThat(face.steps()).hasSize(3);
    assertThat(face.steps().get(1).from()).isCloseTo(0.9, within(1e-9));
  }

  @Test
  void whatCouldNotBeReadIsNeitherPowerNorItsLack() {
    DrawFace face = of(List.of(change(90, "on", 4.0), untold(30, "unknown")), now("on", 4.0, 15));

    assertThat(face.steps())
        .extracting(Step::gives)
        .containsExactly(Gives.POWER, Gives.UNKNOWN, Gives.POWER);
    assertThat(face.caption()).isEqualTo("4.0 W all the last hour");
  }

  private static DrawFace of(List<PowerChange> kept, PowerView power) {
    return DrawFace.of(kept, power, NOW, Stagehand.words());
  }

  private static PowerChange change(int minutesAgo, String word, double watts) {
    return new PowerChange(ago(minutesAgo), word, OptionalDouble.of(watts));
  }

  private static PowerChange untold(int minutesAgo, String word) {
    return new PowerChange(ago(minutesAgo), word, OptionalDouble.empty());
  }

  private static PowerView now(String word, double watts, int minutesAgo) {
    return view(word, OptionalDouble.of(watts), minutesAgo);
  }

  private static PowerView view(String word, OptionalDouble watts, int minutesAgo) {
    return new PowerView(
        "rack/8",
        word,
        watts,
        Optional.of(ago(minutesAgo)),
        "",
        false,
        2,
        Optional.empty(),
        Optional.empty(),
        "");
  }

  private static Instant ago(int minutes) {
    return NOW.minus(Duration.ofMinutes(minutes));
  }
}
