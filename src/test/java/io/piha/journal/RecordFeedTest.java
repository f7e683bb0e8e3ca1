package io.piha.journal;

import static io.piha.journal.Entries.NOON;
import static io.piha.journal.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.piha.arbiter.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFeedTest {
  @TempDir Path folder;
  private final Sink sink = new Sink();
  private Journal journal;
  private AuditLog log;
  private Deliveries deliveries;

  @BeforeEach
  void openTheJournal() throws Exception {
    journal = Journal.open(folder);
    log = journal.log();
    deliveries = Deliveries.open(folder, log);
  }

  @AfterEach
  void closeTheJournal() throws Exception {
    deliveries.close();
    log.close();
    journal.close();
  }

  @Test
  void aNewSinkIsToldEverythingFromTheFirstRecordOn() throws Exception {
    commit(100);
    try (RecordFeed feed = RecordFeed.start("mqtt", deliveries, sink)) {
      await().until(() -> deliveries.backlog("mqtt") == 0);
      commit(1);
      feed.wake();
      await().until(() -> deliveries.backlog("mqtt") == 0);
    }
    assertThat(sink.ids).isEqualTo(LongStream.rangeClosed(1, 101).boxed().toList());
    assertThat(sink.lines.getFirst()).isEqualTo(AuditJson.line(log.after(0, 1).getFirst()));
  }

  @Test
  void whatTheSinkDoesNotTakeIsOfferedAgainInOrder() throws Exception {
    commit(5);
    sink.refuseFrom = 3;
    try (RecordFeed feed = RecordFeed.start("mqtt", deliveries, sink)) {
      await().until(() -> feed.trouble().isPresent());
      assertThat(feed.trouble().orElseThrow())
          .contains("mqtt does not take", "the broker is gone", "waiting in the journal: 3");
      assertThat(deliveries.cursor("mqtt")).isEqualTo(2);
      sink.refuseFrom = Long.MAX_VALUE;
      feed.retry();
      await().until(() -> deliveries.backlog("mqtt") == 0);
      await().until(() -> feed.trouble().isEmpty());
    }
    assertThat(sink.ids).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void anAnswerThatNeverComesIsNoConfirmation() throws Exception {
    commit(1);
    CompletableFuture<Boolean> never = new CompletableFuture<>();
    try (RecordFeed feed =
        RecordFeed.start("mqtt", deliveries, (record, line) -> never, Duration.ofMillis(50))) {
      await().until(() -> feed.trouble().isPresent());
      assertThat(deliveries.cursor("mqtt")).isZero();
    }
  }

  @Test
  void aSinkThatThrowsIsASinkThatRefuses() throws Exception {
    commit(1);
    RecordSink broken =
        (record, line) -> {
          throw new IllegalStateException("no such topic");
        };
    try (RecordFeed feed = RecordFeed.start("mqtt", deliveries, broken)) {
      await().until(() -> feed.trouble().orElse("").contains("no such topic"));
    }
  }

  @Test
  void afterARestartItGoesOnWhereItWas() throws Exception {
    commit(3);
    RecordFeed.start("mqtt", deliveries, sink).close();
    deliveries.close();
    deliveries = Deliveries.open(folder, log);
    commit(2);
    RecordFeed.start("mqtt", deliveries, sink).close();
    assertThat(sink.ids).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void noMoreAreUnderWayThanTheSinkCanBear() throws Exception {
    commit(RecordFeed.IN_FLIGHT * 3);
    List<CompletableFuture<Boolean>> open = new CopyOnWriteArrayList<>();
    RecordSink slow =
        (record, line) -> {
          CompletableFuture<Boolean> answer = new CompletableFuture<>();
          open.add(answer);
          return answer;
        };
    try (RecordFeed feed = RecordFeed.start("mqtt", deliveries, slow)) {
      for (int round = 1; round <= 3; round++) {
        int expected = round * RecordFeed.IN_FLIGHT;
        await().until(() -> open.size() == expected);
        open.forEach(answer -> answer.complete(true));
      }
      await().until(() -> deliveries.backlog("mqtt") == 0);
      assertThat(feed.trouble()).isEmpty();
    }
  }

  private void commit(int count) throws JournalFailed {
    List<Entry> entries = IntStream.range(0, count).mapToObj(i -> entry("nr " + i)).toList();
    journal.commit(NOON, Map.of(), entries);
  }

  /** Takes records up to a certain one. */
  private static final class Sink implements RecordSink {
    final List<Long> ids = new CopyOnWriteArrayList<>();
    final List<String> lines = new CopyOnWriteArrayList<>();
    volatile long refuseFrom = Long.MAX_VALUE;

    @Override
    public CompletableFuture<Boolean> deliver(AuditRecord record, String jsonLine) {
      if (record.id() >= refuseFrom) {
        return CompletableFuture.failedFuture(new IllegalStateException("the broker is gone"));
      }
      ids.add(record.id());
      lines.add(jsonLine);
      return CompletableFuture.completedFuture(true);
    }
  }
}
