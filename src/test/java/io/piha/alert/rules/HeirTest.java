package io.piha.alert.rules;

import static io.piha.arbiter.Severity.CRITICAL;
import static io.piha.arbiter.Severity.INFO;
import static io.piha.arbiter.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one control plane was telling and another goes on with. */
class HeirTest {
  private final TriageHouse nas = new TriageHouse();
  private final TriageHouse pi = new TriageHouse();

  @BeforeEach
  void oneActs() {
    nas.record(Entry.ofSite(Kind.CONTROL_STARTED, INFO, "nas started"));
  }

  private TriageHouse takesOver() {
    return pi.goesOnFor(nas, "nas", "pi", Duration.ZERO);
  }

  private static Entry stopped(Map<String, Object> detail) {
    return new Entry(
        Kind.CONTROL_STOPPED, INFO, null, null, null, Entry.CONTROL, "stopped", detail);
  }

  private static Event disk(TriageHouse at, boolean active) {
    return new Event.Noticed(
        "disk:data_dir", active, WARNING, null, null, at.now(), "the disk is full", "full");
  }

  @Test
  void aFailoverThatOneBeganIsToldToItsEndByTheOther() {
    nas.incident(Kind.HEARTBEAT_LOST, WARNING, "haos", 1, "no heartbeat for 90 s");
    nas.incident(Kind.RECOVERY_STARTED, WARNING, "haos", 1, "cycling its power").seconds(15);
    takesOver().seconds(60);
    pi.incident(Kind.RECOVERY_STARTED, WARNING, "haos", 1, "cycling its power");
    pi.incident(Kind.FENCED, WARNING, "haos", 1, "is fenced");
    pi.incident(Kind.PROMOTED, WARNING, "standby", 1, "standby leads").minutes(5);

    assertThat(nas.gist())
        .containsExactly("warning heartbeat_lost i1", "warning recovery_started i1");
    assertThat(pi.gist())
        .containsExactly(
            "warning taken_over nas-i1",
            "warning fenced nas-i1",
            "warning promoted nas-i1",
            "warning resolved nas-i1");
    assertThat(pi.said()).noneMatch(Message::first);
    assertThat(pi.said().getFirst().title())
        .isEqualTo("control plane pi has taken over; still: ha: haos is silent");
    assertThat(pi.said().getFirst().text())
        .startsWith("Control plane nas had ended, or was cut off, without a word")
        .contains("Still open, for 15 s: no heartbeat for 90 s")
        .contains("What was told of it before: recovery started.");
    assertThat(pi.said().getLast().text()).contains("Without a sure leader for 75 s");
  }

  @Test
  void aCrashIsToldOnceAndAHandoverIsNone() {
    nas.seconds(20);
    takesOver();
    assertThat(pi.gist()).containsExactly("warning control_started i1");
    assertThat(pi.said().getFirst().title()).isEqualTo("control plane pi has taken over");
    assertThat(pi.said().getFirst().text())
        .contains("nas had ended, or was cut off")
        .contains("20 s");

    pi.record(stopped(Map.of("handed_to", "nas"))).minutes(5);
    assertThat(pi.said()).hasSize(1);
    nas.goesOnFor(pi, "pi", "nas", Duration.ZERO).minutes(5);
    assertThat(nas.gist()).containsExactly("info control_started i1");
    assertThat(nas.said().getFirst().text())
        .isEqualTo("Control plane pi had handed over and has stopped.");
  }

  @Test
  void aStopThatWasToldIsOverWhenTheOtherActs() {
    nas.record(stopped(Map.of())).seconds(5);
    takesOver().minutes(5);
    assertThat(nas.gist()).containsExactly("info control_stopped i1");
    assertThat(pi.gist()).containsExactly("info resolved nas-i1");
    assertThat(pi.said().getFirst().text()).contains("5 s").contains("pi started");
  }

  @Test
  void whatNobodyAcknowledgedIsToldAgain() {
    nas.incident(Kind.LEADERLESS, CRITICAL, "haos", 1, "nobody leads").minutes(5);
    takesOver().minutes(31);
    assertThat(pi.gist()).containsExactly("critical taken_over nas-i1", "critical reminder nas-i1");
    pi.record(new Entry(Kind.ACKNOWLEDGED, INFO, "ha", null, 7L, "cli:anna", "seen", Map.of()));
    pi.minutes(120);
    assertThat(pi.gist()).endsWith("info acknowledged nas-i1").hasSize(3);
  }

  @Test
  void aFreezeIsRecalledADayLater() {
    nas.service(Kind.FROZEN, WARNING, null, "frozen by anna").pass(Duration.ofHours(20));
    takesOver().pass(Duration.ofHours(25));
    assertThat(pi.gist()).endsWith("warning taken_over nas-i1", "warning reminder nas-i1");
  }

  @Test
  void whatHadEndedIsSaidToHaveByTheOthersClock() {
    nas.incident(Kind.HEARTBEAT_LOST, WARNING, "haos", 1, "silent").seconds(50);
    nas.incident(Kind.HEARTBEAT_BACK, INFO, "haos", 1, "is back").seconds(30);
    pi.goesOnFor(nas, "nas", "pi", Duration.ofHours(1)).seconds(80);
    assertThat(pi.gist()).containsExactly("warning control_started i1");
    pi.seconds(20);
    assertThat(pi.gist()).endsWith("warning resolved nas-i1");
    assertThat(pi.said().getLast().text()).contains("50 s");
  }

  @Test
  void whatIsAboutAMachineStaysWithItsPlane() {
    nas.hear(disk(nas, true)).seconds(10);
    takesOver().hear(disk(pi, false)).minutes(5);
    assertThat(pi.gist()).as("nobody knows of the other disk").hasSize(1);

    pi.hear(disk(pi, true)).record(stopped(Map.of("handed_to", "nas"))).minutes(1);
    nas.goesOnFor(pi, "pi", "nas", Duration.ZERO).hear(disk(nas, false)).minutes(5);
    assertThat(nas.gist())
        .containsExactly("warning disk i1", "info control_started i2", "warning resolved i1");
  }

  @Test
  void aThreadKeepsItsNameOnItsWayAndNoneHasIt() {
    nas.service(Kind.FROZEN, WARNING, null, "frozen").minutes(1);
    takesOver().minutes(1);
    pi.record(stopped(Map.of("handed_to", "nas"))).minutes(1);
    nas.goesOnFor(pi, "pi", "nas", Duration.ZERO);
    nas.incident(Kind.LEADERLESS, CRITICAL, "haos", 1, "nobody leads").minutes(1);
    assertThat(nas.gist())
        .containsExactly(
            "warning frozen i1", "warning taken_over nas-i1", "critical leaderless i2");
    assertThat(Triage.thread("nas", "i2")).isEqualTo("nas-i2");
  }

  @Test
  void whatWasHeldBackIsToldByTheOther() {
    nas.hear(new Event.Silenced(nas.now().plus(Duration.ofHours(1)), "anna", "guests"));
    nas.incident(Kind.HEARTBEAT_LOST, WARNING, "haos", 1, "silent").minutes(30);
    takesOver().minutes(40);
    assertThat(nas.said()).isEmpty();
    assertThat(pi.gist()).hasSize(1).allMatch(each -> each.startsWith("warning digest"));
    assertThat(pi.said().getFirst().text()).contains("haos is silent").contains("has taken over");
  }

  @Test
  void silentEtcdIsOneIncidentHoweverItIsNoticed() {
    for (Severity each : List.of(WARNING, CRITICAL, WARNING)) {
      nas.hear(new Event.Noticed("lease", true, each, null, null, nas.now(), "the lease", "silent"))
          .seconds(30);
    }
    assertThat(nas.gist()).containsExactly("warning lease i1", "critical lease i1");
  }
}
