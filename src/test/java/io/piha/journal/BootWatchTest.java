package io.piha.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Absence;
import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BootWatchTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final String SERVICE = "home-assistant";

  private final BootWatch watch = new BootWatch();
  private final List<Boot> measured = new ArrayList<>();

  @Test
  void aBootCountsFromThePowersReturnToTheFirstHeartbeat() {
    beat(0, 41);
    record(90, Kind.HEARTBEAT_LOST);
    record(93, Kind.POWER_OFF);
    record(102, Kind.POWER_CYCLED);
    beat(146, 1);
    beat(176, 2);
    assertThat(measured).containsExactly(boot(146, Boot.Cause.POWER_ON, 44));
  }

  @Test
  void aFencedHostIsTimedWhenItsPortIsSwitchedOnAgain() {
    beat(0, 41);
    record(100, Kind.FENCED);
    record(5_000, Kind.POWER_ON);
    beat(5_061, 1);
    assertThat(measured).containsExactly(boot(5_061, Boot.Cause.POWER_ON, 61));
  }

  @Test
  void theLastPowerOnBeforeTheHeartbeatCounts() {
    record(100, Kind.POWER_CYCLED);
    record(200, Kind.POWER_OFF);
    record(210, Kind.POWER_CYCLED);
    beat(250, 1);
    assertThat(measured).containsExactly(boot(250, Boot.Cause.POWER_ON, 40));
  }

  @Test
  void aSilenceWithoutARestartIsNoBoot() {
    beat(0, 41);
    record(90, Kind.HEARTBEAT_LOST);
    beat(400, 42);
    record(400, Kind.HEARTBEAT_BACK);
    assertThat(measured).as("a network cut: the counter goes on").isEmpty();
  }

  @Test
  void aSilenceOfAHostThatCountsNothingIsNoBoot() {
    beat(0, -1);
    record(90, Kind.HEARTBEAT_LOST);
    beat(400, -1);
    assertThat(measured).isEmpty();
  }

  @Test
  void aSwitchThatSaidItCycledAndDidNotIsNoBoot() {
    beat(0, 41);
    record(102, Kind.POWER_CYCLED);
    beat(105, 42);
    assertThat(measured).isEmpty();
  }

  @Test
  void anUnannouncedRestartShowsByItsCounter() {
    beat(0, 41);
    beat(75, 1);
    assertThat(measured).containsExactly(boot(75, Boot.Cause.RESTART, 75));
  }

  @Test
  void anAnnouncedRestartIsTimedAlsoWithoutACounter() {
    beat(0, -1, Absence.RESTART);
    beat(50, -1);
    beat(80, -1);
    assertThat(measured).as("one heartbeat was late, no more").isEmpty();
    beat(110, -1, Absence.RESTART);
    beat(200, -1);
    assertThat(measured).containsExactly(boot(200, Boot.Cause.RESTART, 90));
  }

  @Test
  void anUpdateIsNoBootTime() {
    beat(0, 41, Absence.UPDATE);
    beat(800, 1);
    assertThat(measured).isEmpty();
  }

  @Test
  void whoWasBlindMeanwhileMeasuresNothing() {
    beat(0, 41);
    record(102, Kind.POWER_CYCLED);
    note(110, Kind.BLIND);
    note(300, Kind.SIGHTED);
    beat(301, 1);
    assertThat(measured).isEmpty();
    beat(331, 2);
    record(400, Kind.POWER_CYCLED);
    beat(444, 1);
    assertThat(measured)
        .as("and once sighted, it measures again")
        .containsExactly(boot(444, Boot.Cause.POWER_ON, 44));
  }

  @Test
  void noPowerOnCountsThatHappenedWhileBlind() {
    beat(0, 41);
    note(10, Kind.BLIND);
    record(102, Kind.POWER_CYCLED);
    note(150, Kind.SIGHTED);
    beat(300, 1);
    assertThat(measured).isEmpty();
  }

  @Test
  void aLostBrokerEndsWhatIsUnderWay() {
    beat(0, 41);
    record(102, Kind.POWER_CYCLED);
    watch.deaf();
    beat(400, 1);
    assertThat(measured).isEmpty();
  }

  @Test
  void aHostThatWasAwayForLongerWasRepaired() {
    beat(0, 41);
    record(102, Kind.POWER_CYCLED);
    beat(102 + BootWatch.LONGEST.toSeconds() + 1, 1);
    assertThat(measured).isEmpty();
  }

  @Test
  void hostsAndServicesAreKeptApart() {
    record(100, Kind.POWER_CYCLED);
    assertThat(heard("home-assistant", "standby", 110)).isEmpty();
    assertThat(heard("zigbee", "haos", 111)).isEmpty();
    assertThat(heard("home-assistant", "haos", 140)).isPresent();
  }

  @Test
  void aHostThatNobodyExpectsMeasuresNothing() {
    for (long seq : new long[] {9, 1}) {
      assertThat(
              watch.heartbeat(
                  "ha",
                  "stranger",
                  at(100 - seq),
                  OptionalLong.of(seq),
                  Optional.empty(),
                  Optional::empty))
          .isEmpty();
    }
  }

  private Optional<Boot> heard(String service, String host, long second) {
    return watch.heartbeat(
        service,
        host,
        at(second),
        OptionalLong.of(1),
        Optional.empty(),
        () -> Optional.of(Duration.ofSeconds(30)));
  }

  private void beat(long second, long seq) {
    beat(second, seq, Optional.empty());
  }

  private void beat(long second, long seq, Absence planned) {
    beat(second, seq, Optional.of(planned));
  }

  private void beat(long second, long seq, Optional<Absence> planned) {
    watch
        .heartbeat(
            SERVICE,
            "haos",
            at(second),
            seq < 0 ? OptionalLong.empty() : OptionalLong.of(seq),
            planned,
            () -> Optional.of(Duration.ofSeconds(30)))
        .ifPresent(measured::add);
  }

  private void record(long second, Kind kind) {
    record(second, kind, "haos");
  }

  private void note(long second, Kind kind) {
    record(second, kind, null);
  }

  private void record(long second, Kind kind, @org.jspecify.annotations.Nullable String host) {
    watch.recorded(
        new AuditRecord(
            1,
            at(second),
            new Entry(kind, Severity.INFO, SERVICE, host, null, Entry.CONTROL, "because", Map.of()),
            "",
            ""));
  }

  private static Boot boot(long second, Boot.Cause cause, long took) {
    return new Boot(at(second), cause, Duration.ofSeconds(took));
  }

  private static Instant at(long second) {
    return START.plusSeconds(second);
  }
}
