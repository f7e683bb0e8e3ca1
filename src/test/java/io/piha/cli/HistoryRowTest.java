package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.engine.CheckView;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HistoryRowTest {
  @Test
  void itIsThereFromTheFirstFailureOnAndSaysWhenThatIsOver() {
    AtomicReference<Optional<String>> trouble = new AtomicReference<>(Optional.empty());
    HistoryRow row = new HistoryRow(trouble::get);
    assertThat(row.row()).isEmpty();
    trouble.set(Optional.of("Could not write it: the disk is full."));
    CheckView failing = row.row().orElseThrow();
    assertThat(failing.matters()).isTrue();
    assertThat(failing.title() + " " + failing.said())
        .isEqualTo("the history in history.db is not kept: Could not write it: the disk is full");
    trouble.set(Optional.empty());
    assertThat(row.row().orElseThrow().matters()).isFalse();
  }
}
