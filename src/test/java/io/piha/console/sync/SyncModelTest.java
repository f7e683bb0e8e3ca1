package io.piha.console.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.console.Estates;
import io.piha.console.Stagehand;
import io.piha.console.Upkeeps;
import io.piha.console.kit.Fact;
import io.piha.console.kit.Live;
import io.piha.console.kit.Tone;
import io.piha.engine.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncModelTest {

  private final List<String> opened = new ArrayList<>();
  private Instant clock = Estates.NOW;
  private final Live live = new Live(() -> clock);
  private final SyncModel model =
      new SyncModel(
          Stagehand.words(),
          live,
          () -> "home-assistant",
          (act, service, host, about) -> opened.add(act + " " + service));

  private void show(Snapshot picture) {
    live.take(picture);
    model.tick();
  }

  @Test
  void commitsMoveTowardsTheirRelease() {
    show(Upkeeps.moving());
    assertThat(model.headline().get())
        .isEqualTo("The next commit reaches the standby in 4:00:00, at 07:13:05");
    assertThat(model.tone().get()).isEqualTo(Tone.QUIET);
    assertThat(model.lanes())
        .extracting(Lane::stand)
        .containsExactly(Lane.Stand.WAITING, Lane.Stand.WAITING, Lane.Stand.NEXT, Lane.Stand.THERE);
    assertThat(model.lanes())
        .isSortedAccordingTo(java.util.Comparator.comparingDouble(Lane::progress));
    double before = model.lanes().get(2).progress();

    clock = clock.plus(Duration.ofHours(2));
    model.tick();
    assertThat(model.lanes().get(2).progress()).isGreaterThan(before).isLessThan(1);
    assertThat(model.lanes().get(2).left()).isEqualTo("in 2:00:00");
  }

  @Test
  void whatHoldsAReleaseIsSaidAndNothingMoves() {
    show(Upkeeps.suspected());
    assertThat(model.headline().get()).isEqualTo("The next commit is held: incident open");
    assertThat(model.tone().get()).isEqualTo(Tone.NOTICE);
    assertThat(model.facts().get())
        .filteredOn(each -> each.word().equals("Suspect"))
        .extracting(Fact::text)
        .containsExactly(
            "new when the last incident began: 04f0c2a91d \"Dim the hall at night\" by Ann;"
                + " 14f0c2a91d \"Add the new thermostat\" by Ben",
            "4f0c2a91d7 \"Move the heating to the new controller\" by Ann was released shortly"
                + " before the incident");
    assertThat(model.facts().get()).extracting(Fact::word).doesNotContain("Settles");
    show(Upkeeps.newest());
    assertThat(model.facts().get()).extracting(Fact::word).contains("Settles");
    show(Upkeeps.suspected());
    double before = model.lanes().getFirst().progress();
    clock = clock.plus(Duration.ofHours(2));
    model.tick();
    assertThat(model.lanes().getFirst().progress()).isEqualTo(before);
    assertThat(model.lanes().getFirst().left()).isEqualTo("incident open");
    assertThat(model.facts().get())
        .extracting(Fact::word)
        .contains("Suspect", "A promotion runs")
        .doesNotContain("Window over");
  }

  @Test
  void aFreezeSaysWhoAndUntilWhenAndTheButtonThaws() {
    show(Upkeeps.frozen());
    assertThat(model.facts().get())
        .anySatisfy(
            fact -> {
              assertThat(fact.word()).isEqualTo("Frozen by");
              assertThat(fact.text()).isEqualTo("alice (router swap)");
              assertThat(fact.detail()).startsWith("until ");
            });
    model.freezeOrThaw();
    show(Upkeeps.newest());
    assertThat(model.headline().get()).isEqualTo("The standby runs the newest commit.");
    model.freezeOrThaw();
    model.syncNow();
    model.rollBack();
    assertThat(opened)
        .containsExactly(
            "THAW home-assistant",
            "FREEZE home-assistant",
            "SYNC home-assistant",
            "ROLLBACK home-assistant");
  }

  @Test
  void withoutAMirrorNothingIsShown() {
    show(Upkeeps.moving());
    show(Estates.calm());
    assertThat(model.mirrored().get()).isFalse();
    assertThat(model.lanes()).isEmpty();
    assertThat(model.facts().get()).isEmpty();
  }
}
