package io.piha.console.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class LatestOnlyTest {

  private final ArrayDeque<Runnable> frames = new ArrayDeque<>();
  private final ArrayList<Integer> seen = new ArrayList<>();
  private final LatestOnly<Integer> door = new LatestOnly<>(frames::add, seen::add);

  @Test
  void aBurstBecomesOneUpdateWithTheNewestValue() {
    door.accept(1);
    door.accept(2);
    door.accept(3);

    assertThat(frames).hasSize(1);
    frames.remove().run();
    assertThat(seen).containsExactly(3);
  }

  @Test
  void afterAFrameTheNextValueAsksForANewOne() {
    door.accept(1);
    frames.remove().run();
    door.accept(2);
    frames.remove().run();

    assertThat(seen).containsExactly(1, 2);
  }
}
