package io.piha.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What no story shows of the containers beside the hosts, and of our own sight. */
final class ContainersTest {

  private static final Instant NOON = Stage.ZERO;

  private static ContainerState unasked() {
    return ContainerState.unasked(StoryHouse.CONTAINERS.getFirst(), NOON);
  }

  private static ContainerReading running(String run, long restarts) {
    return new ContainerReading("running", "", "", 0, false, run, restarts, "");
  }

  @Test
  void whatAnEngineCountedBeforeWeLookedIsNoNews() {
    ContainerState first = unasked().read(running("a", 40), NOON);
    assertThat(first.starts()).isEmpty();
    assertThat(first.word()).isEqualTo("running");
    ContainerState second = first.read(running("b", 41), NOON.plusSeconds(5));
    assertThat(second.starts()).containsExactly(NOON.plusSeconds(5));
  }

  @Test
  void ofMoreStartsThanALoopNeedsTheNewestAreKept() {
    ContainerState state = unasked().read(running("0", 0), NOON);
    List<Instant> at = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      at.add(NOON.plusSeconds(i));
      state = state.read(running("" + i, i), NOON.plusSeconds(i));
    }
    assertThat(state.starts()).isEqualTo(at.subList(2, 8));
  }

  @Test
  void aRecordSaysWhyAndWhoseHomeItIs() {
    Stage stage = StoryHouse.settled("containers");
    Map<String, Map<String, Object>> told = new HashMap<>();
    stage.onlookers.add(
        (before, signal, decision, now) ->
            decision.entries().stream()
                .filter(
                    each -> each.kind() == Kind.CONTAINER_DOWN || each.kind() == Kind.CONTAINER_UP)
                .forEach(each -> told.put(each.kind() + " " + each.host(), each.detail())));
    StoryContainers.happens(stage, "container mariadb exited 137".split(" "));
    StoryContainers.happens(stage, "container mosquitto paused".split(" "));
    stage.runUntil(NOON.plusSeconds(10));
    StoryContainers.happens(stage, "container mariadb running 0 1".split(" "));
    assertThat(told.get("CONTAINER_DOWN mariadb"))
        .containsEntry("why", "code 137, killed")
        .containsEntry("state", "exited")
        .doesNotContainKey("broker");
    assertThat(told.get("CONTAINER_DOWN mosquitto")).containsEntry("broker", true);
    assertThat(told.get("CONTAINER_UP mariadb")).doesNotContainKey("why");
  }

  @Test
  void weAreCutOffWhenWitnessesWereAskedAndNoneAnswers() {
    Sight dark = Sight.dark(NOON, Containers.NONE);
    assertThat(dark.isolated()).as("nobody was asked yet").isFalse();
    Map<String, String> silent = Map.of("router", "no answer", "nas", "no answer");
    assertThat(dark.witnessed(silent, NOON).isolated()).isTrue();
    Map<String, String> one = Map.of("router", "no answer", "nas", "");
    assertThat(dark.witnessed(silent, NOON).witnessed(one, NOON.plus(Duration.ofSeconds(1))))
        .extracting(Sight::isolated)
        .isEqualTo(false);
  }
}
