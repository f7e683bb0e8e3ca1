package io.piha.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
  @TempDir Path folder;

  private static List<String> drained(Outbox outbox, String lane) throws JournalFailed {
    List<String> bodies = new java.util.ArrayList<>();
    for (var next = outbox.next(lane); next.isPresent(); next = outbox.next(lane)) {
      bodies.add(next.get().body());
      outbox.delivered(lane, next.get().seq());
    }
    return bodies;
  }

  @Test
  void eachLaneHasItsOwnPlaceAlsoAfterARestart() throws Exception {
    try (Outbox outbox = Outbox.open(folder)) {
      outbox.lanes(List.of("a", "b"));
      outbox.store(1, Map.of("rules", "x"), List.of("one", "two", "three"));
      assertThat(drained(outbox, "a")).containsExactly("one", "two", "three");
      outbox.delivered("b", outbox.next("b").orElseThrow().seq());
    }
    try (Outbox outbox = Outbox.open(folder)) {
      outbox.lanes(List.of("a", "b"));
      assertThat(outbox.memory("rules")).contains("x");
      outbox.store(2, Map.of(), List.of("four"));
      assertThat(drained(outbox, "b")).containsExactly("two", "three", "four");
      assertThat(drained(outbox, "a")).containsExactly("four");
      assertThat(outbox.standings())
          .containsExactly(new Outbox.Standing("a", 0, 4, 0), new Outbox.Standing("b", 0, 4, 0));
    }
  }

  @Test
  void aNewLaneIsNotToldOldNewsAndNumbersNeverComeAgain() throws Exception {
    try (Outbox outbox = Outbox.open(folder)) {
      outbox.lanes(List.of("a"));
      outbox.store(1, Map.of(), List.of("one"));
      long first = outbox.next("a").orElseThrow().seq();
      outbox.lanes(List.of("b"));
      assertThat(outbox.next("a")).isEmpty();
      assertThat(outbox.next("b")).isEmpty();
      outbox.store(1, Map.of(), List.of("two"));
      assertThat(outbox.next("b").orElseThrow().seq()).isGreaterThan(first);
    }
  }

  @Test
  void whatWasRefusedForGoodIsCountedAndPassed() throws Exception {
    try (Outbox outbox = Outbox.open(folder)) {
      outbox.lanes(List.of("a"));
      outbox.store(1, Map.of(), List.of("one", "two"));
      outbox.failed("a", outbox.next("a").orElseThrow().seq(), 5_000, "no such user");
      assertThat(drained(outbox, "a")).containsExactly("two");
      assertThat(outbox.failuresSince(5_000)).isEqualTo(1);
      assertThat(outbox.failuresSince(5_001)).isZero();
    }
  }

  @Test
  void aLaneThatIsAwayForeverKeepsABoundedQueue() throws Exception {
    try (Outbox outbox = Outbox.open(folder)) {
      outbox.lanes(List.of("a", "dead"));
      for (int i = 0; i < 12; i++) {
        outbox.store(1, Map.of(), java.util.Collections.nCopies(1_000, "message " + i));
        outbox.delivered("a", 1_000L * (i + 1));
      }
      Outbox.Standing dead = outbox.standings().getLast();
      assertThat(dead.waiting()).isEqualTo(Outbox.MOST_WAITING);
      assertThat(dead.failed()).isEqualTo(2_000);
      assertThat(outbox.next("dead").orElseThrow().body()).isEqualTo("message 2");
    }
  }

  @Test
  void aWishFromAnotherProcessIsSeenOnce() throws Exception {
    try (Outbox engine = Outbox.open(folder);
        Outbox command = Outbox.open(folder)) {
      command.wish(77, "alice", "cabling");
      Outbox.Wish wish = engine.wishAfter(0).orElseThrow();
      assertThat(wish.untilMillis()).isEqualTo(77);
      assertThat(engine.wishAfter(wish.id())).isEmpty();
    }
  }
}
