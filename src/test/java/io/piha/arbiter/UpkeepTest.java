package io.piha.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What no story shows of releases and of work on hosts: how loud a record is, and names. */
final class UpkeepTest {

  private static void mirror(Stage stage, String words) {
    StoryUpkeep.mirror(stage, ("mirror " + words).split(" "));
  }

  /** Everything that was recorded of releases while that is told, with its severity. */
  private static List<String> recorded(String... told) {
    Stage stage = StoryHouse.settled("mirrored");
    List<String> all = new ArrayList<>();
    stage.onlookers.add(
        (before, signal, decision, now) ->
            decision
                .entries()
                .forEach(each -> all.add(each.kind().word() + " " + each.severity())));
    for (String each : told) {
      mirror(stage, each);
    }
    return all;
  }

  @Test
  void whatWaitsIsNoWarningAndWhatAPersonHasToMendIs() {
    assertThat(recorded("sees c1 at c0 held observation_window due"))
        .containsExactly("sync_held INFO");
    assertThat(recorded("sees c1 at c0 held invalid due")).containsExactly("sync_held WARNING");
    assertThat(recorded("unreachable due")).containsExactly("sync_failed WARNING");
    assertThat(recorded("sees c1 at c0 held diverged")).containsExactly("sync_held CRITICAL");
  }

  @Test
  void aReleaseThatFailedIsAWarning() {
    assertThat(recorded("sees c1 at c0 ready due", "done")).containsExactly("sync_done INFO");
    assertThat(recorded("sees c1 at c0 ready due", "failed locked"))
        .containsExactly("sync_failed WARNING");
  }

  @Test
  void everyReleaseAndEveryChoreHasAnIdOfItsOwn() {
    Stage stage = StoryHouse.settled("mirrored", "saved");
    List<String> ids = new ArrayList<>();
    stage.onlookers.add(
        (before, signal, decision, now) -> {
          for (Effect each : decision.effects()) {
            switch (each) {
              case Effect.ReleaseCommit e -> ids.add(e.release().id());
              case Effect.BeginChore e -> ids.add(e.chore().id());
              default -> {}
            }
          }
        });
    for (int i = 0; i < 2; i++) {
      stage.tell(new Signal.SnapshotDue(StoryHouse.SERVICE, "haos"));
      StoryUpkeep.chore(stage, "chore done".split(" "));
      mirror(stage, "sees c1 at c0 ready due");
      mirror(stage, "failed locked");
    }
    assertThat(ids).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void whatAnEarlierChoreSaidLastIsForgottenWhenTheNextBegins() {
    Stage stage = StoryHouse.settled("saved");
    stage.tell(new Signal.SnapshotDue(StoryHouse.SERVICE, "haos"));
    StoryUpkeep.chore(stage, "chore says 99 % pulled".split(" "));
    assertThat(stage.state.services().get(0).upkeep().progress()).isNotNull();
    StoryUpkeep.chore(stage, "chore done".split(" "));
    stage.tell(new Signal.SnapshotDue(StoryHouse.SERVICE, "haos"));
    assertThat(stage.state.services().get(0).upkeep().progress()).isNull();
  }
}
