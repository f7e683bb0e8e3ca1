package io.piha.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.alert.channel.HookSink;
import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.journal.JournalFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two data folders, one receiver: what is told once, by whom, and what is not told any more. */
class SucceedingTest {

  @TempDir Path folder;
  private final EngineClock clock = new EngineClock();
  private final NameLookup names = new NameLookup();
  private final Shelf shelf = new Shelf();
  private HookSink sink;
  private TellingFolder nas;
  private TellingFolder pi;

  /** What both can reach. */
  private static final class Shelf implements ToldBook {
    private volatile Optional<String> text = Optional.empty();
    private volatile boolean silent;

    @Override
    public CompletableFuture<Optional<String>> left() {
      return silent
          ? CompletableFuture.failedFuture(new IOException("no answer"))
          : CompletableFuture.completedFuture(text);
    }

    @Override
    public void leave(Supplier<String> left) {
      if (!silent) {
        text = Optional.of(left.get());
      }
    }
  }

  private Alerts acts(TellingFolder plane) throws JournalFailed {
    return plane.tells(sink, names, shelf);
  }

  @BeforeEach
  void open() throws IOException {
    sink = new HookSink();
    nas = new TellingFolder(folder, "nas", clock);
    pi = new TellingFolder(folder, "pi", clock);
  }

  @AfterEach
  void close() throws JournalFailed {
    nas.close();
    pi.close();
    sink.close();
    names.close();
  }

  /** What came, each message once, in short. */
  private List<String> came() {
    return came(sink.hits());
  }

  private static List<String> came(List<HookSink.Hit> hits) {
    return TellingFolder.inShort(hits).stream().distinct().toList();
  }

  private static void await(String what, java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await(what).atMost(Duration.ofSeconds(60)).until(condition);
  }

  private void awaitCame(Alerts alerts, int count) {
    alerts.wake();
    await(count + " came", () -> came().size() == count && alerts.standing().pending() == 0);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void theOtherGoesOnInTheSameThreadAndTellsTheEnd() throws Exception {
    try (Alerts alerts = acts(nas)) {
      nas.starts();
      nas.incident(Kind.HEARTBEAT_LOST, "no heartbeat for 90 s");
      awaitCame(alerts, 1);
    }
    try (Alerts alerts = acts(pi)) {
      pi.starts();
      pi.incident(Kind.FENCED, "is fenced");
      pi.incident(Kind.PROMOTED, "standby leads");
      awaitCame(alerts, 5);
    }
    assertThat(came())
        .containsExactly(
            "heartbeat_lost nas-born-i1",
            "taken_over nas-born-i1",
            "fenced nas-born-i1",
            "promoted nas-born-i1",
            "resolved nas-born-i1");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatWaitedAndIsOverByNowIsNotSentButWhatGoesOnIs() throws Exception {
    sink.answer(503, "later", Map.of());
    try (Alerts alerts = acts(nas)) {
      nas.starts();
      nas.incident(Kind.HEARTBEAT_LOST, "no heartbeat for 90 s");
      nas.write(
          new Entry(Kind.FROZEN, Severity.WARNING, "ha", null, 7L, "anna", "frozen", Map.of()));
      alerts.wake();
      await("both wait", () -> alerts.standing().pending() == 2);
    }
    int refused = sink.hits().size();
    try (Alerts alerts = acts(pi)) {
      pi.starts();
      pi.incident(Kind.HEARTBEAT_BACK, "is back");
      alerts.wake();
      await("it is over there", () -> alerts.standing().troubles().size() == 1);
    }
    assertThat(sink.hits()).hasSizeGreaterThan(refused);
    sink.answer(200, "ok", Map.of());
    int before = sink.hits().size();
    try (Alerts alerts = acts(nas)) {
      nas.starts();
      alerts.wake();
      await(
          "the rest is out", () -> sink.hits().size() > before && alerts.standing().pending() == 0);
      await("and it is noted", () -> nas.noted("before pi acted is not sent (1)"));
    }
    assertThat(came(sink.hits().subList(before, sink.hits().size())))
        .containsExactly("frozen nas-born-i2", "taken_over nas-born-i2");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whoActedLastGoesOnWithItsOwnMemoryAndOutbox() throws Exception {
    sink.answer(503, "later", Map.of());
    try (Alerts alerts = acts(nas)) {
      nas.starts();
      nas.incident(Kind.HEARTBEAT_LOST, "no heartbeat for 90 s");
      alerts.wake();
      await("it waits", () -> alerts.standing().pending() == 1);
    }
    sink.answer(200, "ok", Map.of());
    try (Alerts alerts = acts(nas)) {
      nas.starts();
      awaitCame(alerts, 2);
    }
    assertThat(came()).containsExactly("heartbeat_lost nas-born-i1", "control_started nas-born-i2");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatCannotBeReadIsNotGoneOnWith() throws Exception {
    try (Alerts alerts = acts(nas)) {
      nas.incident(Kind.HEARTBEAT_LOST, "no heartbeat for 90 s");
      awaitCame(alerts, 1);
    }
    for (boolean silent : List.of(true, false)) {
      shelf.text = Optional.of("{\"version\":99}");
      shelf.silent = silent;
      int before = sink.hits().size();
      try (Alerts alerts = acts(pi)) {
        assertThat(alerts.standing().troubles()).isEmpty();
        pi.incident(Kind.FENCED, "is fenced");
        alerts.wake();
        await("it is told all the same", () -> sink.hits().size() == before + 1);
      }
    }
    assertThat(came())
        .containsExactly("heartbeat_lost nas-born-i1", "fenced pi-born-i1", "fenced pi-born-i2");
    assertThat(shelf.text.orElse(""))
        .as("and what is known here is left instead")
        .contains("pi-born");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aStartThatFailedDoesNotTakeTheSameTwice() throws Exception {
    try (Alerts alerts = acts(nas)) {
      nas.starts();
      nas.incident(Kind.HEARTBEAT_LOST, "no heartbeat for 90 s");
      awaitCame(alerts, 1);
    }
    Optional<String> left = shelf.text;
    for (int i = 0; i < 2; i++) {
      shelf.text = left; // as if nothing had reached it since
      try (Alerts alerts = acts(pi)) {
        awaitCame(alerts, 2);
      }
    }
    assertThat(sink.hits()).hasSize(2);
  }
}
