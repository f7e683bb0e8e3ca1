package io.piha.console.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.console.Estates;
import io.piha.console.Stagehand;
import io.piha.console.Upkeeps;
import io.piha.console.kit.Fact;
import io.piha.console.kit.Live;
import io.piha.engine.Sizes;
import io.piha.engine.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SnapshotsModelTest {

  private final List<String> opened = new ArrayList<>();
  private final Live live = new Live(() -> Estates.NOW);
  private final SnapshotsModel model =
      new SnapshotsModel(
          Stagehand.words(),
          live,
          () -> "home-assistant",
          (act, service, host, about) -> opened.add(act + " " + host + " " + about));

  private void show(Snapshot picture) {
    live.take(picture);
    model.tick();
  }

  @Test
  void eachHostStandsAboveItsSnapshots() {
    show(Upkeeps.staged());
    assertThat(model.rows())
        .extracting(each -> each.getClass().getSimpleName() + " " + each.host())
        .containsExactly(
            "Of haos", "Staged haos", "Staged haos", "Staged haos", "Of standby", "Staged standby");
    var host = (Row.Of) model.rows().getFirst();
    assertThat(host.text()).isEqualTo("newest verified one: 9 h old");
    assertThat(host.reinstalls()).isTrue();
    var unproven = (Row.Staged) model.rows().get(3);
    assertThat(unproven.proof()).isEqualTo("NOT verified");
    assertThat(unproven.size()).isEqualTo("1.4 GB");
    assertThat(model.running().get()).isEmpty();
  }

  @Test
  void whatRunsIsShownInBytesAndOneAtATime() {
    show(Upkeeps.pulling());
    Running running = model.running().get().orElseThrow();
    assertThat(running.title()).isEqualTo("Snapshot of haos");
    assertThat(running.share()).isBetween(0.42, 0.43);
    assertThat(running.figures()).isEqualTo("612.0 MB of 1.4 GB · 1:37");
    assertThat(((Row.Of) model.rows().getFirst()).busy()).isTrue();

    show(Upkeeps.reinstalling());
    running = model.running().get().orElseThrow();
    assertThat(running.share()).isNegative();
    assertThat(running.lines()).endsWith("writing the image: 61 %");
  }

  @Test
  void theChosenOneIsDescribedAndStaysChosen() {
    show(Upkeeps.staged());
    String id = ((Row.Staged) model.rows().get(1)).id();
    model.choose(id);
    assertThat(model.detail().get()).extracting(Fact::text).contains(id, "haos", "verified");
    assertThat(model.host()).contains("haos");
    show(Upkeeps.pulling());
    assertThat(model.detail().get()).extracting(Fact::text).contains(id);
    model.restore("standby");
    model.take("haos");
    model.reinstall("haos");
    assertThat(opened)
        .containsExactly("RESTORE standby " + id, "SNAPSHOT haos ", "REINSTALL haos ");
  }

  @Test
  void whereNothingIsConfiguredNothingIsShown() {
    show(Upkeeps.staged());
    show(Estates.calm());
    assertThat(model.any().get()).isFalse();
    assertThat(model.rows()).isEmpty();
  }

  @Test
  void sizesAreRoundedToTheNextUnit() {
    assertThat(Sizes.words(999, Locale.ROOT)).isEqualTo("999 bytes");
    assertThat(Sizes.words(999_960, Locale.ROOT)).isEqualTo("1.0 MB");
    assertThat(Sizes.words(Long.MAX_VALUE, Locale.ROOT)).endsWith(" TB");
  }
}
