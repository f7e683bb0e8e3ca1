package io.piha.console.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.console.Estates;
import io.piha.console.KeptHouse;
import io.piha.console.Stagehand;
import io.piha.console.kit.Live;
import io.piha.journal.AuditRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmsModelTest {

  private static final Instant NOW = Estates.NOW;

  @TempDir private Path folder;

  private final AlarmBook book = new AlarmBook();
  private long next = 1;

  @Test
  void anAlarmThatWentAwayStaysUntilAPersonHasSeenIt() {
    take(Kind.HEARTBEAT_LOST, "haos", Map.of());
    take(Kind.HEARTBEAT_BACK, "haos", Map.of());
    assertThat(only().standing()).isFalse();
    assertThat(only().shown(NOW)).isTrue();

    take(Kind.ACKNOWLEDGED, "", Map.of("alarm", only().key()));
    assertThat(only().shown(NOW)).isFalse();
  }

  @Test
  void oneThatStandsStaysInSightThoughItWasAcknowledged() {
    take(Kind.UNPROTECTED, "", Map.of());
    take(Kind.ACKNOWLEDGED, "", Map.of());

    assertThat(only().acknowledged()).isTrue();
    assertThat(only().shown(NOW)).isTrue();
  }

  @Test
  void raisedAgainItWantsToBeSeenAgainAndChatteringIsTold() {
    for (int i = 0; i < 3; i++) {
      take(Kind.BLIND, "", Map.of());
      take(Kind.SIGHTED, "", Map.of());
      take(Kind.ACKNOWLEDGED, "", Map.of());
    }
    assertThat(only().chatters(NOW)).isTrue();

    take(Kind.BLIND, "", Map.of());
    assertThat(only().acknowledged()).isFalse();
  }

  @Test
  void setAsideItIsBackWhenItsTimeIsOver() {
    take(Kind.SYNC_FAILED, "", Map.of());
    Instant until = NOW.plus(Duration.ofHours(1));
    take(Kind.ACKNOWLEDGED, "", Map.of("alarm", only().key(), "until", until.toString()));

    assertThat(only().shown(NOW)).isFalse();
    assertThat(only().shown(until)).isTrue();
  }

  @Test
  void anUnreadableEndSetsNothingAside() {
    take(Kind.SYNC_FAILED, "", Map.of());
    take(Kind.ACKNOWLEDGED, "", Map.of("alarm", only().key(), "until", "for ever"));

    assertThat(only().shown(NOW)).isTrue();
  }

  @Test
  void thePageReadsWhatWasKeptAndWritesWhatAPersonDoes() throws Exception {
    var frames = new LinkedBlockingQueue<Runnable>();
    var live = new Live(() -> NOW);
    live.take(Estates.incident());
    KeptHouse house = KeptHouse.in(folder);
    var opened = new ArrayList<Long>();
    var page = new AlarmsModel(live, Stagehand.words(), house, "alice", opened::add, frames::add);
    page.show(Estates.incident());
    Runnable loaded = frames.poll(30, java.util.concurrent.TimeUnit.SECONDS);
    assertThat(loaded).isNotNull();
    loaded.run();
    assertThat(page.alarms()).extracting(Alarm::kind).contains(Kind.HEARTBEAT_LOST);
    assertThat(page.count().get()).isPositive();
    assertThat(page.quality().get()).startsWith("Last 24 h");

    Alarm first = page.alarms().getFirst();
    page.acknowledge(first);
    page.setAside(first, Duration.ofDays(1_000));
    page.open(first);

    assertThat(house.notes()).hasSize(2);
    assertThat(house.notes().getFirst().by()).isEqualTo("operator:alice");
    assertThat(house.notes().getLast().detail().get("until"))
        .as("never for ever")
        .isEqualTo(NOW.plus(AlarmsModel.LONGEST).toString());
    assertThat(opened).containsExactly(first.record());
    assertThat(page.guidance(first)).isNotBlank();
  }

  private void take(Kind kind, String host, Map<String, Object> detail) {
    long id = next++;
    Entry entry =
        new Entry(
            kind,
            Severity.WARNING,
            "home-assistant",
            host.isEmpty() ? null : host,
            null,
            "control",
            "why",
            detail);
    book.take(List.of(new AuditRecord(id, NOW.minusSeconds(600).plusSeconds(id), entry, "", "")));
  }

  private Alarm only() {
    assertThat(book.all()).hasSize(1);
    return book.all().iterator().next();
  }
}
