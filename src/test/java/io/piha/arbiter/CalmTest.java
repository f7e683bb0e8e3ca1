package io.piha.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CalmTest {

  /** Heartbeats come every 30 s, probes and readings every 10 s. */
  private static final Duration PERIOD = Duration.ofSeconds(30);

  private static final Duration DAY = Duration.ofHours(24);

  private static State repeated(Stage stage) {
    State before = stage.state;
    Instant since = stage.now.minus(PERIOD);
    stage.runUntil(stage.now.plus(PERIOD));
    return Calm.repeated(before, since, PERIOD);
  }

  @Test
  void aQuietPeriodIsTheOneBeforeMovedOn() {
    Stage stage = StoryHouse.settled("standby has port rack/5", "music too", "containers");
    // The proof that a port is the host's is renewed every ten minutes.
    stage.runUntil(stage.now.plusSeconds(60));
    assertThat(repeated(stage)).isEqualTo(stage.state);
  }

  @Test
  void aPeriodInWhichSomethingEndedIsNot() {
    Stage stage = StoryHouse.settled();
    stage.in(Duration.ofSeconds(5), () -> stage.disconnect("cut"));
    assertThat(repeated(stage)).isNotEqualTo(stage.state);
  }

  @Test
  void inAQuietHouseNothingIsForgottenSoon() {
    Stage stage = StoryHouse.settled();
    assertThat(Calm.nextForgetting(stage.state, stage.now)).isEmpty();
  }

  @Test
  void whatIsRememberedIsForgottenOneAfterTheOther() {
    Stage stage = StoryHouse.settled("boot 40s");
    stage.hosts.values().iterator().next().running = false;
    stage.runUntil(Stage.ZERO.plus(Duration.ofMinutes(2)));
    Instant cut = Stage.ZERO.plusSeconds(90).plusMillis(20);
    Instant booted = Stage.ZERO.plusSeconds(98).plusMillis(120);
    Instant now = stage.now;
    for (Instant next :
        new Instant[] {
          booted.plusSeconds(60),
          booted.plus(Timing.DEFAULT.partialGrace()),
          cut.plus(GuardPolicy.DEFAULT.minInterval()),
          cut.plus(Duration.ofHours(24))
        }) {
      assertThat(Calm.nextForgetting(stage.state, now)).contains(next);
      now = next;
    }
    assertThat(Calm.nextForgetting(stage.state, now)).isEmpty();
  }

  @Test
  void anAnnouncedAbsenceAndTheTimeToBootAreForgottenToo() {
    Stage stage = StoryHouse.settled();
    StageHost haos = stage.hosts.values().iterator().next();
    haos.say(Optional.of(haos.acts), haos.epoch, Optional.of(Absence.RESTART));
    Instant absent = stage.now.plus(Timing.DEFAULT.plannedRestart());
    assertThat(Calm.nextForgetting(stage.state, stage.now)).contains(absent);
    Instant booting = stage.now.plusSeconds(7);
    assertThat(Calm.nextForgetting(stage.state.booting(booting), stage.now)).contains(booting);
  }

  @Test
  void aPromotionAndARefusedFenceAreForgottenAfterTheirTime() {
    Stage promoted = StoryHouse.settled("power_cycle false");
    promoted.hosts.values().iterator().next().running = false;
    promoted.runUntil(Stage.ZERO.plus(Duration.ofHours(1)));
    Instant given = promoted.state.services().get(0).book().failovers().getFirst();
    assertThat(Calm.nextForgetting(promoted.state, given.plus(Duration.ofHours(23))))
        .hasValueSatisfying(next -> assertThat(next).isBetween(given, given.plus(DAY)));

    Stage refused = StoryHouse.settled("power_cycle false");
    refused.ports.values().forEach(each -> each.mood(StagePort.Mood.REFUSES, Duration.ZERO));
    refused.hosts.values().iterator().next().running = false;
    refused.runUntil(Stage.ZERO.plus(Duration.ofMinutes(4)));
    Instant no =
        Objects.requireNonNull(
            refused.state.services().get(0).book().incidents().getFirst().fenceRefused());
    assertThat(Calm.nextForgetting(refused.state, no.plusSeconds(600).minusMillis(1)))
        .contains(no.plus(GuardPolicy.DEFAULT.minInterval()));
  }
}
