package io.piha.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleStoreTest {
  @TempDir Path folder;

  private static List<String> lines(SampleStore store) throws JournalFailed {
    return store.oldest(100).stream().map(SampleStore.Waiting::line).toList();
  }

  @Test
  void whatWaitsIsThereAgainInOrderUntilItIsTaken() throws Exception {
    try (SampleStore store = SampleStore.open(folder)) {
      store.add(List.of("a", "b"));
      store.add(List.of("c"));
    }
    try (SampleStore store = SampleStore.open(folder)) {
      assertThat(lines(store)).containsExactly("a", "b", "c");
      assertThat(store.oldest(1)).hasSize(1);
      store.taken(store.oldest(2).getLast().seq());
      store.add(List.of("d"));
      assertThat(lines(store)).containsExactly("c", "d");
    }
  }

  @Test
  void whenItIsFullTheOldestGoAndAreCounted() throws Exception {
    try (SampleStore store = SampleStore.open(folder, 5)) {
      for (int i = 1; i <= 9; i += 3) {
        store.add(List.of("" + i, "" + (i + 1), "" + (i + 2)));
      }
      assertThat(lines(store)).containsExactly("5", "6", "7", "8", "9");
      assertThat(store.lost()).isEqualTo(4);
    }
  }

  @Test
  void whatIsForgottenLeavesNoFile() throws Exception {
    try (SampleStore store = SampleStore.open(folder)) {
      store.add(List.of("a"));
    }
    SampleStore.forget(folder);
    assertThat(Files.exists(folder.resolve(SampleStore.FILE))).isFalse();
    SampleStore.forget(folder);
  }
}
