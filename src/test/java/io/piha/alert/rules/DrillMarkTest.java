package io.piha.alert.rules;

import static io.piha.arbiter.Severity.CRITICAL;
import static io.piha.arbiter.Severity.INFO;
import static io.piha.arbiter.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What belongs to a live drill can be told from an alarm, and no alarm is taken for a drill. */
class DrillMarkTest {
  private final TriageHouse house = new TriageHouse();

  private static Entry drill(Kind kind, Severity severity, Map<String, Object> detail) {
    return new Entry(
        kind, severity, "ha", "haos", null, "operator:alice", "this is a drill: ...", detail);
  }

  private static final Entry STARTED = drill(Kind.DRILL_STARTED, WARNING, Map.of());

  private static Entry done(String verdict) {
    return drill(
        Kind.DRILL_DONE,
        verdict.equals("passed") ? INFO : WARNING,
        Map.of("verdict", verdict, "as_before", true, "total_ms", 166_000L));
  }

  private static void assertMarked(Message message) {
    assertThat(message.title()).matches("\\[DRILL] (still: |resolved: )?ha: .*");
  }

  private static void assertNotMarked(Message message) {
    assertThat(message.title()).doesNotContain("[DRILL]");
  }

  @Test
  void everythingOfTheServiceIsMarkedFromTheFirstWordToTheVerdict() {
    house.record(STARTED).failover();
    house.incident(Kind.LEADERLESS, CRITICAL, "haos", 14, "nobody leads").minutes(11);
    house.incident(Kind.INCIDENT_CLOSED, INFO, "haos", 14, "closed").minutes(5);
    house.record(done("passed"));
    assertThat(house.gist())
        .contains("warning heartbeat_lost i3", "critical leaderless i3", "critical reminder i3")
        .contains("critical resolved i3");
    assertThat(house.said()).allSatisfy(DrillMarkTest::assertMarked);
    assertThat(house.said().getFirst().text())
        .startsWith("this is a drill")
        .contains("(by operator:alice)", "for two hours at most");
    assertThat(house.said().getLast().title())
        .isEqualTo("[DRILL] ha: drill passed, 2 min 46 s without a leader");
  }

  @Test
  void anAlarmAfterTheVerdictIsNoDrill() {
    house.record(STARTED).minutes(5).record(done("failed")).seconds(1).minutes(20);
    int before = house.said().size();
    house.failover().minutes(20);
    assertThat(house.said().subList(before, house.said().size()))
        .isNotEmpty()
        .allSatisfy(DrillMarkTest::assertNotMarked);
  }

  @Test
  void theEndOfAnIncidentThatLayWithinTheDrillIsMarkedThoughItIsSaidLater() {
    house.record(STARTED).minutes(1);
    house.incident(Kind.HEARTBEAT_LOST, WARNING, "haos", 14, "silent").minutes(1);
    house.incident(Kind.HEARTBEAT_BACK, INFO, "haos", 14, "back").seconds(1);
    house.record(done("passed")).minutes(5);
    assertThat(house.gist()).endsWith("warning resolved i2");
    assertMarked(house.said().getLast());
  }

  @Test
  void whatOutlastsTheDrillIsAnAlarm() {
    house.record(STARTED).minutes(1);
    house.incident(Kind.LEADERLESS, CRITICAL, "haos", 14, "nobody leads").minutes(1);
    house.record(done("failed")).minutes(10);
    assertThat(house.gist()).endsWith("critical reminder i2");
    assertNotMarked(house.said().getLast());
    house.incident(Kind.PROMOTED, WARNING, "standby", 14, "leads").minutes(5);
    assertThat(house.gist()).endsWith("critical resolved i2");
    assertNotMarked(house.said().getLast());
  }

  @Test
  void aDrillThatLeavesTheHouseOtherThanItWasIsAnAlarm() {
    house.record(STARTED).minutes(1);
    house.record(drill(Kind.DRILL_DONE, CRITICAL, Map.of("verdict", "failed", "as_before", false)));
    assertNotMarked(house.said().getLast());
    assertThat(house.said().getLast().title()).contains("THE HOUSE IS NOT AS IT WAS BEFORE");
  }

  @Test
  void aDrillThatNobodyEndsMarksForTwoHoursAtMost() {
    house.record(STARTED).minutes(119);
    house.service(Kind.FROZEN, WARNING, null, "frozen");
    assertMarked(house.said().getLast());
    house.minutes(1);
    house.incident(Kind.LEADERLESS, CRITICAL, "haos", 14, "nobody leads");
    assertNotMarked(house.said().getLast());
  }

  @Test
  void aDrillThatIsHeardLateMarksNothingLonger() {
    house.hear(new Event.Recorded(1, house.now().minus(Duration.ofMinutes(90)), STARTED));
    house.minutes(29);
    house.incident(Kind.LEADERLESS, CRITICAL, "haos", 14, "nobody leads");
    assertMarked(house.said().getLast());
    house.minutes(10);
    assertThat(house.gist()).endsWith("critical reminder i2");
    assertNotMarked(house.said().getLast());
  }

  @Test
  void otherServicesAndTheSiteAreNotMarked() {
    house.record(STARTED);
    house.record(
        new Entry(Kind.LEADERLESS, CRITICAL, "nas", "a", 1L, Entry.CONTROL, "none", Map.of()));
    assertNotMarked(house.said().getLast());
    house.record(Entry.ofSite(Kind.CONFIG_REFUSED, WARNING, "unreadable"));
    assertNotMarked(house.said().getLast());
  }

  @Test
  void aDigestOfNothingButADrillIsMarkedAndAMixedOneTellsWhichIsWhich() {
    TriageHouse quiet =
        new TriageHouse(
            Policy.DEFAULT.withQuiet(
                Optional.of(
                    new QuietHours(LocalTime.of(11, 0), LocalTime.of(13, 0), ZoneOffset.UTC))));
    quiet.record(STARTED).failover().minutes(60);
    assertThat(quiet.said().getLast().title()).startsWith("[DRILL] ").contains("held back");

    TriageHouse mixed = new TriageHouse();
    mixed.hear(new Event.Silenced(mixed.now().plusSeconds(1800), "alice", "cabling"));
    mixed.service(Kind.FROZEN, WARNING, null, "frozen").record(STARTED);
    mixed.service(Kind.SYNC_FAILED, WARNING, null, "no").minutes(31);
    assertThat(mixed.said().getLast().title()).startsWith("3 messages");
    assertThat(mixed.said().getLast().text())
        .contains("warning: ha: frozen", "[DRILL] ha: drill started", "[DRILL] ha: mirroring");
  }

  @Test
  void aDrillThatWasStoppedDoesNotCountAsOne() {
    TriageHouse old =
        new TriageHouse(Policy.DEFAULT.withAges(Map.of(), Map.of("ha", Duration.ofDays(90))));
    old.hear(new Event.Passed()).pass(Duration.ofDays(89)).record(STARTED).record(done("stopped"));
    old.pass(Duration.ofDays(2)).hear(new Event.Passed());
    assertThat(old.gist()).endsWith("warning drill_overdue i3");
    assertThat(old.said().getLast().text()).contains("`piha drill run NAME --live`");
    old.record(STARTED).record(done("passed")).minutes(5).hear(new Event.Passed()).minutes(5);
    assertThat(old.gist()).contains("warning resolved i3");
  }
}
