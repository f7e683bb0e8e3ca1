package io.piha.console.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.piha.console.Estates;
import io.piha.console.PlayedDrills;
import io.piha.console.Stagehand;
import io.piha.console.kit.Fact;
import io.piha.console.kit.Live;
import io.piha.console.kit.Tone;
import io.piha.drill.DrillReport;
import io.piha.drill.Measure;
import io.piha.drill.Rehearsal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class DrillsModelTest {

  private final PlayedDrills desk = new PlayedDrills();
  private final ConcurrentLinkedQueue<Runnable> screen = new ConcurrentLinkedQueue<>();
  private final List<Rehearsal> played = new ArrayList<>();
  private final Live live = new Live(() -> Estates.NOW);
  private final DrillsModel model =
      new DrillsModel(
          desk,
          Stagehand.words(),
          live,
          () -> "home-assistant",
          "alice",
          new DrillsModel.Wishes(played::add, _ -> {}),
          screen::add);

  /** Runs what comes to the screen until something is so. */
  private void until(java.util.concurrent.Callable<Boolean> so) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              for (Runnable each = screen.poll(); each != null; each = screen.poll()) {
                each.run();
              }
              return so.call();
            });
  }

  private void open() {
    live.take(Estates.calm());
    model.open();
    until(() -> !model.choices().isEmpty());
  }

  private static DrillReport live(Duration total, boolean asBefore) {
    return new DrillReport(
        "2026-11-10T12-00-00-000Z" + total.toMillis(),
        "leader-dies",
        "The leader dies for good",
        "home-assistant",
        true,
        "operator:alice",
        Estates.NOW,
        Estates.NOW.plusSeconds(400),
        DrillReport.Verdict.PASSED,
        "every step went as planned",
        asBefore,
        asBefore ? "took back leader_dies" : "haos is not heard",
        List.of(),
        Map.of(Measure.TOTAL, total),
        Map.of(Measure.TOTAL, Duration.ofSeconds(219)),
        Map.of(Measure.TOTAL, Duration.ofSeconds(166)));
  }

  @Test
  void aScenarioShowsItsPlanBeforeAnythingIsPlayed() {
    open();
    assertThat(model.choices()).hasSize(13);
    assertThat(model.chosen()).isEqualTo("leader-dies");
    assertThat(model.lines()).hasSize(6).allMatch(each -> each.stand() == Line.Stand.AHEAD);
    assertThat(model.lines().get(1).note()).isEqualTo("within heartbeat_timeout + 2s");
    assertThat(model.facts().get()).extracting(Fact::word).contains("Spends", "Way back");
    model.choose("failback");
    assertThat(model.title().get()).isEqualTo("A planned change to the standby, and back");
  }

  @Test
  void aRehearsalShowsWhatWouldHappenAndCanBePlayed() {
    open();
    model.play();
    assertThat(played).isEmpty();
    model.rehearse();
    assertThat(model.busy().get()).isTrue();
    until(() -> model.mode().get() == DrillsModel.Mode.REHEARSED);
    assertThat(model.busy().get()).isFalse();
    assertThat(model.verdict().get())
        .startsWith("Passed. The house would be without a leader for 2 min 4");
    assertThat(model.lines()).hasSize(6).allMatch(each -> each.stand() == Line.Stand.MET);
    assertThat(model.facts().get())
        .extracting(Fact::word)
        .contains("Detection", "No leader", "Longest part", "Afterwards");
    model.play();
    assertThat(played).hasSize(1);
    Playing playing = new Playing(played.getFirst());
    int pictures = 0;
    String last = "";
    while (playing.next().isPresent()) {
      pictures++;
      last = playing.clock();
    }
    assertThat(pictures).isBetween(40, 120);
    assertThat(last).matches("\\+\\d+:\\d\\d");
  }

  @Test
  void aLiveDrillIsFollowedAndItsReportShownWithItsTrend() {
    desk.over(live(Duration.ofSeconds(171), true));
    open();
    assertThat(model.choices().getFirst().last()).startsWith("Passed, ");
    desk.goesOn(PlayedDrills.goingOn(true, false));
    model.tick();
    assertThat(model.mode().get()).isEqualTo(DrillsModel.Mode.LIVE);
    assertThat(model.running().get()).isEqualTo(1);
    assertThat(model.verdict().get()).isEqualTo("Step 2 of 6 waits for you");
    assertThat(model.lines()).extracting(Line::stand).endsWith(Line.Stand.MET, Line.Stand.NOW);
    model.next();
    model.choose("failback");
    assertThat(model.chosen()).as("what goes on stays in sight").isEqualTo("leader-dies");
    model.stop();
    assertThat(desk.deeds()).containsExactly("next", "stop");
    desk.goesOn(PlayedDrills.goingOn(false, true));
    model.tick();
    assertThat(model.lines().getLast().words()).isEqualTo("Everything is put back");
    desk.over(live(Duration.ofSeconds(169), false));
    model.tick();
    until(() -> model.mode().get() == DrillsModel.Mode.REPORT && model.tone().get() == Tone.BAD);
    assertThat(model.verdict().get())
        .isEqualTo(
            "Passed. Without a leader for 2 min 49 s. THE HOUSE IS NOT AS BEFORE: haos is not"
                + " heard");
    assertThat(model.facts().get())
        .filteredOn(each -> each.word().equals("Earlier totals"))
        .extracting(Fact::text)
        .containsExactly("2 min 51 s");
  }

  @Test
  void whatMayNotBeginSaysWhy() {
    open();
    desk.refuse("not so: the service is protected");
    List<String> said = new ArrayList<>();
    model.start(true, false, said::add, () -> said.add("begun"));
    until(() -> !said.isEmpty());
    assertThat(said).containsExactly("not so: the service is protected");
    assertThat(desk.deeds()).containsExactly("start leader-dies stepwise by operator:alice");
  }
}
