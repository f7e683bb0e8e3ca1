package io.piha.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.alert.rules.Event;
import io.piha.alert.rules.Policy;
import io.piha.alert.rules.Triage;
import io.piha.alert.rules.TriageState;
import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The memory of the rules over a restart, and over a change of version. */
class AlertTextsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private final AlertTexts texts = new AlertTexts();

  private static TriageState hear(TriageState state, Kind kind) {
    Entry entry =
        new Entry(kind, Severity.WARNING, "ha", "haos", 7L, Entry.CONTROL, "so", Map.of());
    return Triage.hear(state, new Event.Recorded(1, NOON, entry), NOON, Policy.DEFAULT).state();
  }

  @Test
  void whatIsRememberedIsReadAgain() {
    TriageState state = hear(hear(TriageState.NEW, Kind.DRILL_STARTED), Kind.HEARTBEAT_LOST);
    assertThat(state.exercises()).containsKey("ha");
    assertThat(texts.state(Optional.of(texts.of(state)))).isEqualTo(state);
    TriageState over = hear(state, Kind.DRILL_DONE);
    assertThat(texts.state(Optional.of(texts.of(over)))).isEqualTo(over).isNotEqualTo(state);
  }

  @Test
  void whatIsLeftForTheNextIsReadUnlessItIsOfAnotherVersion() {
    Bequest left = Bequest.of("nas", "nas-k3x9", hear(TriageState.NEW, Kind.HEARTBEAT_LOST));
    assertThat(texts.bequest(texts.of(left))).contains(left);
    assertThat(texts.bequest(texts.of(left).replace("\"version\":1", "\"version\":2"))).isEmpty();
    for (String each : List.of("", "null", "{", "[]", "7", "{}", "{\"version\":1,\"by\":\"x\"}")) {
      assertThat(texts.bequest(each)).as(each).isEmpty();
    }
  }

  @Test
  void aMemoryFromBeforeThereWereDrillsIsKept() {
    String old =
        """
        {"nextThread":9,"troubles":{"lead:ha":{"key":"lead:ha","thread":"i8","incident":14,
        "kind":"heartbeat_lost","severity":"WARNING","service":"ha","host":"haos","title":"silent",
        "text":"no heartbeat","begun":"2026-03-01T11:00:00Z","parts":[""],"under":false,
        "tellAt":null,"said":["heartbeat_lost"],"notes":[],"acked":false,"over":null,"overAt":null,
        "againAt":null}},"sent":[],"urgent":[],"held":[],"heldCount":0,"heldSince":null,
        "digestAt":null,"silence":null,"snapshots":{},"drills":{"ha":"2026-01-01T00:00:00Z"},
        "startedAt":null,"running":true,"seenAt":"2026-03-01T11:00:00Z"}
        """;
    TriageState state = texts.state(Optional.of(old));
    assertThat(state.nextThread()).isEqualTo(9);
    assertThat(state.troubles()).containsKey("lead:ha");
    assertThat(state.drills()).containsKey("ha");
    assertThat(state.exercises()).isEmpty();
    assertThat(hear(state, Kind.DRILL_STARTED).exercises()).containsKey("ha");
  }
}
