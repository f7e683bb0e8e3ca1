package io.piha.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.console.Estates;
import io.piha.console.Stagehand;
import io.piha.console.kit.Fact;
import io.piha.engine.Snapshot;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangesTest {

  @Test
  void tellsWhatIsDifferentAfterwardsAndNothingElse() {
    assertThat(between(Estates.calm(), Estates.failedOver()))
        .extracting(fact -> fact.word() + ": " + fact.text())
        .containsExactly(
            "Phase: normal → failed over",
            "Leader: haos → standby",
            "Epoch: 7 → 8",
            "Held off: none → haos");
    assertThat(between(Estates.calm(), Estates.frozen()))
        .extracting(Fact::word)
        .containsExactly("Freeze");
    assertThat(between(Estates.calm(), Estates.leaderless()))
        .anySatisfy(fact -> assertThat(fact.text()).isEqualTo("haos → nobody"));
  }

  @Test
  void saysWhenNothingChangedAndWhenNobodyKnows() {
    assertThat(between(Estates.calm(), Estates.calm()))
        .singleElement()
        .satisfies(fact -> assertThat(fact.text()).startsWith("nothing"));
    assertThat(changes(Optional.empty(), Optional.of(Estates.calm())))
        .singleElement()
        .satisfies(fact -> assertThat(fact.text()).contains("not kept"));
  }

  private static List<Fact> between(Snapshot before, Snapshot after) {
    return changes(Optional.of(before), Optional.of(after));
  }

  private static List<Fact> changes(Optional<Snapshot> before, Optional<Snapshot> after) {
    return new Changes(Stagehand.words()).of("home-assistant", before, after);
  }
}
