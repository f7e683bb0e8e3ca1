package io.piha.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DemoStoryTest {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  @Test
  void theStoryIsCompleteWhenAControlPlaneDoesWhatTheContractSays() throws Exception {
    try (DemoEstate estate = DemoEstate.start(60, InstantSource.system());
        ScriptedControl control = new ScriptedControl(estate)) {
      CompletableFuture<Void> played = CompletableFuture.runAsync(control::play);
      DemoStory story = new DemoStory(estate, lines::add);
      StoryVerdict verdict = story.tell(Duration.ofMinutes(2));
      assertThat(verdict.missing()).as(() -> String.join("\n", lines)).isEmpty();
      assertThat(verdict.words()).startsWith("The whole story was seen on the wire");
      played.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void withoutAControlPlaneTheVerdictNamesWhatWasNotSeen() throws Exception {
    try (DemoEstate estate = DemoEstate.start(1000, InstantSource.system())) {
      StoryVerdict verdict = new DemoStory(estate, lines::add).tell(Duration.ofSeconds(3));
      assertThat(verdict.complete()).isFalse();
      assertThat(verdict.words())
          .contains("steps were not seen", "the control plane is active and finds haos leading");
      assertThat(verdict.missing())
          .extracting(StoryStep::words)
          .contains("haos says that it leads")
          .doesNotContain("the retained state names haos as leader");
    }
  }
}
