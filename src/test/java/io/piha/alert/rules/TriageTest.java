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
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TriageTest {
  private final TriageHouse house = new TriageHouse();

  @Test
  void aFailoverIsOneIncidentWithItsStepsAndOneEnd() {
    house.failover().minutes(5);
    assertThat(house.gist())
        .containsExactly(
            "warning heartbeat_lost i2",
            "warning recovery_started i2",
            "warning power_cycled i2",
            "warning fenced i2",
            "warning promoted i2",
            "warning resolved i2");
    assertThat(house.said()).extracting(Message::incident).containsOnly(14L);
    assertThat(house.said())
        .extracting(Message::first)
        .containsExactly(true, false, false, false, false, false);
    Message end = house.said().getLast();
    assertThat(end.resolved()).isTrue();
    assertThat(end.text()).startsWith("Without a sure leader for 2 min 43 s.");
  }

  @Test
  void whatFollowsFromALargerCauseIsToldOnlyIfItOutlastsIt() {
    house.failover().minutes(9);
    assertThat(house.gist()).doesNotContain("warning unprotected i3");
    house.minutes(10);
    assertThat(house.gist()).contains("warning unprotected i3");
    house.service(Kind.PROTECTED, INFO, "standby", "would go on").minutes(3);
    assertThat(house.gist()).endsWith("warning resolved i3");
  }

  @Test
  void aFlappingLeaderIsOneIncident() {
    for (int i = 0; i < 36; i++) {
      house.incident(Kind.HEARTBEAT_LOST, WARNING, "haos", i + 1, "silent").seconds(100);
      house.incident(Kind.HEARTBEAT_BACK, INFO, "haos", i + 1, "back").seconds(100);
    }
    assertThat(house.gist()).containsExactly("warning heartbeat_lost i1");
    house.minutes(1);
    assertThat(house.gist()).endsWith("warning resolved i1").hasSize(2);
  }

  @Test
  void aBrokerThatFlapsIsToldOnceAndItsEndOnce() {
    house.service(Kind.BLIND, WARNING, null, "blind: the broker is not connected");
    house.minutes(60);
    house.service(Kind.SIGHTED, INFO, null, "sighted").seconds(119);
    assertThat(house.said()).hasSize(1);
    house.seconds(1).minutes(60);
    assertThat(house.gist()).containsExactly("warning blind i1", "warning resolved i1");
  }

  @Test
  void oneCauseOfManyServicesIsOneIncident() {
    for (String service : new String[] {"a", "b", "c"}) {
      house.record(entry(Kind.BLIND, service));
    }
    house.minutes(1);
    house.record(entry(Kind.SIGHTED, "a")).record(entry(Kind.SIGHTED, "b")).minutes(5);
    assertThat(house.gist()).containsExactly("warning blind i1");
    house.record(entry(Kind.SIGHTED, "c")).minutes(5);
    assertThat(house.gist()).containsExactly("warning blind i1", "warning resolved i1");
  }

  /** Back for longer than an end is held, and gone again: three ends are told, not thirty. */
  @Test
  void whatComesAndGoesForHoursIsSoonOneIncident() {
    for (int i = 0; i < 36; i++) {
      house.incident(Kind.HEARTBEAT_LOST, WARNING, "haos", i + 1, "silent").seconds(50);
      house.incident(Kind.HEARTBEAT_BACK, INFO, "haos", i + 1, "back").seconds(150);
    }
    assertThat(house.gist())
        .containsExactly(
            "warning heartbeat_lost i1",
            "warning resolved i1",
            "warning heartbeat_lost i2",
            "warning resolved i2",
            "warning heartbeat_lost i3");
    assertThat(house.said().getLast().text()).contains("It comes and goes, 3 times by now");
    house.minutes(28);
    assertThat(house.gist()).endsWith("warning resolved i3").hasSize(6);
    house.minutes(60);
    house.incident(Kind.HEARTBEAT_LOST, WARNING, "haos", 40, "silent").seconds(50);
    house.incident(Kind.HEARTBEAT_BACK, INFO, "haos", 40, "back").minutes(3);
    assertThat(house.gist()).as("forgotten").endsWith("warning resolved i4").hasSize(8);
  }

  /** A switch dies, and with it the network of forty hosts. */
  @Test
  void whatFortyHostsSufferFromOneCauseIsOneMessageAndOneEnd() {
    house.record(entry(Kind.BLIND, "s0"));
    for (int i = 0; i < 40; i++) {
      house.record(entry(Kind.PROBE_FAILED, "s" + i)).record(entry(Kind.UNPROTECTED, "s" + i));
      house.pass(Duration.ofMillis(50));
    }
    house.minutes(30);
    assertThat(house.gist()).containsExactly("warning blind i1");
    house.record(entry(Kind.SIGHTED, "s0"));
    for (int i = 0; i < 40; i++) {
      house.record(entry(Kind.PROBE_RECOVERED, "s" + i)).record(entry(Kind.PROTECTED, "s" + i));
    }
    house.seconds(119);
    assertThat(house.said()).as("held: it may come back").hasSize(1);
    house.minutes(60);
    assertThat(house.gist()).containsExactly("warning blind i1", "warning resolved i1");
  }

  /** Forty that each need a person pass, as far as a person can read; the rest is counted. */
  @Test
  void fortyHousesWithoutALeaderAreADozenMessagesAndADigest() {
    for (int i = 0; i < 40; i++) {
      house.record(
          new Entry(
              Kind.LEADERLESS, CRITICAL, "s" + i, "h", 1L, Entry.CONTROL, "nobody", Map.of()));
    }
    house.minutes(9);
    assertThat(house.gist()).hasSize(13).endsWith("critical digest i41");
    assertThat(house.said().getLast().title()).startsWith("28 messages");
  }

  @Test
  void aLeaderThatFlapsAndThenStaysAwayIsToldAsItEndsAndOnce() {
    for (int i = 0; i < 10; i++) {
      house.incident(Kind.HEARTBEAT_LOST, WARNING, "haos", i + 1, "silent").seconds(100);
      house.incident(Kind.HEARTBEAT_BACK, INFO, "haos", i + 1, "back").seconds(100);
    }
    house.incident(Kind.HEARTBEAT_LOST, WARNING, "haos", 11, "silent");
    house.incident(Kind.LEADERLESS, CRITICAL, "haos", 11, "nobody leads").minutes(9);
    assertThat(house.gist()).containsExactly("warning heartbeat_lost i1", "critical leaderless i1");
    house.incident(Kind.HEARTBEAT_BACK, INFO, "haos", 11, "back").minutes(30);
    assertThat(house.gist()).endsWith("critical resolved i1").hasSize(3);
  }

  private static Entry entry(Kind kind, String service) {
    boolean good = kind == Kind.SIGHTED || kind == Kind.PROBE_RECOVERED || kind == Kind.PROTECTED;
    return new Entry(
        kind, good ? INFO : WARNING, service, null, null, Entry.CONTROL, kind.word(), Map.of());
  }

  @Test
  void aStartIsNoBlindness() {
    house.record(Entry.ofSite(Kind.CONTROL_STARTED, INFO, "started"));
    house.service(Kind.BLIND, WARNING, null, "blind: not connected yet").seconds(91);
    house.service(Kind.SIGHTED, INFO, null, "sighted").minutes(10);
    assertThat(house.gist()).isEmpty();
    house.service(Kind.BLIND, WARNING, null, "blind");
    assertThat(house.gist()).containsExactly("warning blind i2");
  }

  @Test
  void anUnacknowledgedCriticalIncidentIsToldAgainAfterTenMinutesAndThenEveryThirty() {
    house.incident(Kind.LEADERLESS, CRITICAL, "haos", 14, "nobody leads ha: none is fit");
    house.minutes(9);
    assertThat(house.said()).hasSize(1);
    house.minutes(1);
    assertThat(house.gist()).endsWith("critical reminder i1").hasSize(2);
    house.minutes(60);
    assertThat(house.said()).hasSize(4);
    house.service(Kind.ACKNOWLEDGED, INFO, null, "1 incident acknowledged").minutes(300);
    assertThat(house.gist()).endsWith("info acknowledged i1").hasSize(5);
    house.incident(Kind.PROMOTED, WARNING, "standby", 14, "leads").minutes(5);
    assertThat(house.gist()).endsWith("warning promoted i1", "critical resolved i1").hasSize(7);
  }

  @Test
  void quietHoursHoldBackAllButWhatIsCritical() {
    ZoneId zone = ZoneOffset.UTC;
    TriageHouse night =
        new TriageHouse(
            Policy.DEFAULT.withQuiet(
                Optional.of(new QuietHours(LocalTime.of(11, 0), LocalTime.of(13, 0), zone))));
    night.failover().minutes(20);
    assertThat(night.gist()).isEmpty();
    night.incident(Kind.LEADERLESS, CRITICAL, "standby", 15, "nobody leads ha");
    assertThat(night.gist()).containsExactly("critical leaderless i4");
    night.minutes(9);
    assertThat(night.gist()).hasSize(1);
    night.minutes(60);
    assertThat(night.said()).filteredOn(each -> each.kind().equals("digest")).hasSize(1);
    Message digest =
        night.said().stream().filter(each -> each.kind().equals("digest")).findAny().orElseThrow();
    assertThat(digest.text()).contains("ha: haos is silent").contains("resolved: ha: haos");
    assertThat(digest.at()).isEqualTo("2026-03-01T13:00:00Z");
  }

  @Test
  void aWishForSilenceEndsByItself() {
    house.hear(new Event.Silenced(house.now().plusSeconds(3600), "alice", "cabling"));
    house.service(Kind.BLIND, WARNING, null, "blind").minutes(30);
    house.incident(Kind.LEADERLESS, CRITICAL, "haos", 1, "nobody leads");
    assertThat(house.gist()).containsExactly("critical leaderless i2");
    house.minutes(32);
    assertThat(house.gist()).contains("warning blind i1");
  }

  @Test
  void aFloodIsAHandfulOfMessagesWithACount() {
    for (int i = 0; i < 10_000; i++) {
      house.record(
          new Entry(
              Kind.SNAPSHOT_FAILED, WARNING, "s" + i % 2_000, "h", 1L, "control", "no", Map.of()));
      house.pass(Duration.ofMillis(6));
    }
    house.minutes(30);
    assertThat(house.said()).hasSizeLessThanOrEqualTo(9);
    Message digest = house.said().get(6);
    assertThat(digest.kind()).isEqualTo("digest");
    assertThat(digest.title()).matches("\\d{3,5} messages in .* held back");
    assertThat(digest.text().length()).isLessThanOrEqualTo(Message.LONGEST_TEXT);
    assertThat(house.state().troubles()).hasSizeLessThanOrEqualTo(Round.MOST_TROUBLES);
  }

  @Test
  void noFloodHidesAHouseWithoutALeader() {
    for (int i = 0; i < 3 * Round.MOST_TROUBLES; i++) {
      house.record(
          new Entry(Kind.SNAPSHOT_FAILED, WARNING, "s" + i, "h", 1L, "control", "no", Map.of()));
    }
    house.incident(Kind.LEADERLESS, CRITICAL, "haos", 1, "nobody leads");
    assertThat(house.gist().getLast()).startsWith("critical leaderless ");
  }

  @Test
  void whatIsCriticalPassesAFlood() {
    for (int i = 0; i < 50; i++) {
      house.record(
          new Entry(Kind.SNAPSHOT_FAILED, WARNING, "s" + i, "h", 1L, "control", "no", Map.of()));
    }
    house.incident(Kind.LEADERLESS, CRITICAL, "haos", 1, "nobody leads");
    assertThat(house.gist()).hasSize(7).endsWith("critical leaderless i51");
  }

  @Test
  void aFreezeIsRecalledEachDay() {
    house.service(Kind.FROZEN, WARNING, null, "frozen: cabling").pass(Duration.ofDays(3));
    assertThat(house.gist())
        .containsExactly(
            "warning frozen i1",
            "warning reminder i1",
            "warning reminder i1",
            "warning reminder i1");
    assertThat(house.said().get(2).title()).isEqualTo("ha: frozen for 2 d");
    house.service(Kind.THAWED, INFO, null, "thawed").pass(Duration.ofDays(3));
    assertThat(house.gist()).endsWith("warning resolved i1").hasSize(5);
  }

  @Test
  void aProbeThatIsSoonBackIsNotTold() {
    house.service(Kind.PROBE_FAILED, WARNING, "standby", "probe api: refused").seconds(119);
    house.service(Kind.PROBE_RECOVERED, INFO, "standby", "answers").minutes(30);
    assertThat(house.gist()).isEmpty();
    house.service(Kind.PROBE_FAILED, WARNING, "standby", "probe api: refused").seconds(121);
    assertThat(house.gist()).containsExactly("warning probe_failed i2");
  }

  @Test
  void aProbeThatIsAgainAndAgainSoonBackIsToldOnceAndItsEndOnce() {
    for (int i = 0; i < 90; i++) {
      house.service(Kind.PROBE_FAILED, WARNING, "standby", "probe api: refused").seconds(60);
      house.service(Kind.PROBE_RECOVERED, INFO, "standby", "answers").seconds(20);
    }
    assertThat(house.gist()).containsExactly("warning probe_failed i6");
    assertThat(house.said().getFirst().text()).contains("It comes and goes, 6 times by now");
    house.minutes(60);
    assertThat(house.gist()).endsWith("warning resolved i6").hasSize(2);
  }

  @Test
  void whatAnOperatorAskedForIsToldOnceAndHasNoEnd() {
    house.incident(Kind.DEMOTE_ORDERED, WARNING, "haos", 0, "promote standby").seconds(1);
    house.incident(Kind.PROMOTED, WARNING, "standby", 0, "standby leads").minutes(60);
    assertThat(house.gist()).containsExactly("warning promoted i1");
  }

  @Test
  void aStopIsToldAndSoIsACrash() {
    house.record(Entry.ofSite(Kind.CONTROL_STARTED, INFO, "started"));
    house.record(Entry.ofSite(Kind.CONTROL_STOPPED, INFO, "stopped")).seconds(20);
    house.record(Entry.ofSite(Kind.CONTROL_STARTED, INFO, "started")).minutes(5);
    assertThat(house.gist()).containsExactly("info control_stopped i1", "info resolved i1");
    house.record(Entry.ofSite(Kind.CONTROL_STARTED, INFO, "started"));
    assertThat(house.said().getLast().title()).contains("ended without a word");
    assertThat(house.said().getLast().text()).contains("5 min");
  }

  @Test
  void snapshotsAndDrillsGrowOld() {
    TriageHouse old =
        new TriageHouse(
            Policy.DEFAULT.withAges(
                Map.of("ha/haos", Duration.ofDays(2)), Map.of("ha", Duration.ofDays(90))));
    for (int day = 0; day < 100; day++) {
      old.pass(Duration.ofDays(1)).hear(new Event.Passed());
      if (day == 4) {
        old.service(Kind.SNAPSHOT_DONE, INFO, "haos", "taken").minutes(5);
      }
    }
    assertThat(old.gist())
        .containsExactly(
            "warning snapshot_old i1",
            "warning resolved i1",
            "warning snapshot_old i2",
            "warning drill_overdue i3");
  }

  @Test
  void aNoticeIsToldOnceHoweverOftenItIsMade() {
    for (int i = 0; i < 10; i++) {
      house.hear(notice(true)).minutes(60);
    }
    house.hear(notice(false)).minutes(60);
    house.hear(notice(false)).minutes(60);
    assertThat(house.gist()).containsExactly("warning certificate i1", "warning resolved i1");
  }

  @Test
  void aNoticeThatBecomesWorseIsToldOnceMore() {
    house.hear(notice(true)).minutes(60);
    house.hear(notice(true, CRITICAL)).hear(notice(true, CRITICAL)).hear(notice(true)).minutes(5);
    assertThat(house.gist()).containsExactly("warning certificate i1", "critical certificate i1");
  }

  private Event notice(boolean active) {
    return notice(active, WARNING);
  }

  private Event notice(boolean active, Severity severity) {
    return new Event.Noticed(
        "certificate:h:465", active, severity, null, null, house.now(), "certificate", "ends soon");
  }

  @Test
  void everyKindOfRecordHasAnAnswer() {
    for (Kind kind : Kind.values()) {
      for (var severity : Severity.values()) {
        TriageHouse fresh = new TriageHouse();
        fresh.service(kind, severity, "haos", kind.word()).minutes(120);
        fresh.record(Entry.ofSite(kind, severity, kind.word())).minutes(120);
        assertThat(fresh.said()).as(kind.word()).allMatch(each -> !each.title().isBlank());
      }
    }
  }
}
