package io.piha.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Command;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Request;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is foreseen from a state is what a house in that state then lives through. */
class ForesightTest {

  private static final Duration BOOT = Duration.ofSeconds(40);

  /** What decides nothing, or depends on what was on its way. */
  private static final Set<Kind> BESIDES =
      Set.of(
          Kind.PROBE_FAILED,
          Kind.PROBE_RECOVERED,
          Kind.PROTECTED,
          Kind.UNPROTECTED,
          Kind.REQUEST_ACCEPTED);

  private static World lived(SitePolicy policy, long until) {
    World world = new World(policy, new Chance(5), new Coverage(), false);
    world.led();
    world.begin();
    world.run(until);
    return world;
  }

  private static Request promote(String host) {
    return Request.of("r", House.SERVICE, Command.PROMOTE, host, "operator:alice", "to see");
  }

  private static List<Kind> kinds(Forecast forecast) {
    return forecast.steps().stream()
        .map(Forecast.Step::kind)
        .filter(each -> !BESIDES.contains(each))
        .toList();
  }

  @Test
  void theDeathOfTheLeaderIsForeseenToTheEnd() {
    World world = lived(House.usual(), 600_000);
    Forecast seen =
        Foresight.of(
            world.plane.state(), world.plane.time(), Fault.LEADER_DIES, House.SERVICE, BOOT);
    assertThat(kinds(seen))
        .containsExactly(
            Kind.HEARTBEAT_LOST,
            Kind.RECOVERY_STARTED,
            Kind.POWER_OFF,
            Kind.POWER_CYCLED,
            Kind.FENCED,
            Kind.PROMOTE_ORDERED,
            Kind.PROMOTED);
    assertThat(seen.ledAtLast()).contains("standby");
    assertThat(seen.phase()).isEqualTo("failed_over");
    assertThat(seen.without()).isBetween(Duration.ofSeconds(140), Duration.ofSeconds(175));
    assertThat(seen.bottleneck().orElseThrow().setting()).isEqualTo("heartbeat_timeout");
  }

  /** Prediction and life, in the same house: the same records, at the same times. */
  @Test
  void whatIsForeseenIsWhatHappens() {
    int failovers = 0;
    for (long seed = 1; seed <= 30; seed++) {
      SitePolicy policy = House.any(new Chance(seed));
      World world = lived(policy, 600_000 + seed * 1_370);
      State today = world.plane.state();
      Instant now = world.plane.time();
      Forecast seen = Foresight.of(today, now, Fault.LEADER_DIES, House.SERVICE, BOOT);
      List<Kind> kinds = new ArrayList<>();
      List<Long> times = new ArrayList<>();
      long from = world.now();
      world.transcript.read(
          (at, entry) -> {
            if (!BESIDES.contains(entry.kind())) {
              kinds.add(entry.kind());
              times.add(at - from);
            }
          });
      new Mischief(world)
          .plan(new Mishap(world.now(), Mishap.Kind.HOST_DIES_FOR_GOOD, 0, 7_200_000, 0));
      world.run(from + seen.lived().toMillis());
      assertThat(kinds(seen)).as("seed %s", seed).isEqualTo(kinds);
      List<Long> foreseen =
          seen.steps().stream()
              .filter(each -> !BESIDES.contains(each.kind()))
              .map(each -> each.after().toMillis())
              .toList();
      for (int i = 0; i < times.size(); i++) {
        assertThat((double) foreseen.get(i))
            .as("seed %s, %s", seed, kinds.get(i))
            .isCloseTo(times.get(i), org.assertj.core.data.Percentage.withPercentage(5));
      }
      failovers += kinds.contains(Kind.PROMOTED) ? 1 : 0;
    }
    assertThat(failovers).isGreaterThan(10);
  }

  @Test
  void theSameQuestionHasTheSameAnswerAndChangesNothing() {
    World world = lived(House.usual(), 600_000);
    State today = world.plane.state();
    Forecast once = Foresight.of(today, world.plane.time(), promote("standby"), BOOT);
    Forecast again = Foresight.of(today, world.plane.time(), promote("standby"), BOOT);
    assertThat(once).isEqualTo(again);
    assertThat(world.plane.state()).isEqualTo(today);
    assertThat(kinds(once))
        .containsExactly(Kind.DEMOTE_ORDERED, Kind.DEMOTED, Kind.PROMOTE_ORDERED, Kind.PROMOTED);
    assertThat(once.accepted()).isTrue();
    assertThat(once.answer()).isNotEmpty();
    assertThat(once.ledAtLast()).contains("standby");
    assertThat(once.without()).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void aRequestThatWouldBeRefusedSaysWhy() {
    World world = lived(House.usual(), 600_000);
    Forecast seen = Foresight.of(world.plane.state(), world.plane.time(), promote("nobody"), BOOT);
    assertThat(seen.accepted()).isFalse();
    assertThat(seen.answer()).contains("nobody");
    assertThat(seen.steps()).isEmpty();
  }

  /** In the middle of an outage what is dead stays dead, and the failover goes on. */
  @Test
  void anOutageUnderWayIsForeseenFromTheMiddle() {
    World world = lived(House.usual(), 600_000);
    new Mischief(world)
        .plan(new Mishap(world.now(), Mishap.Kind.HOST_DIES_FOR_GOOD, 0, 7_200_000, 0));
    world.run(world.now() + 100_000);
    Request freeze = Request.of("r", House.SERVICE, Command.FREEZE, "", "operator:alice", "to see");
    Forecast frozen = Foresight.of(world.plane.state(), world.plane.time(), freeze, BOOT);
    assertThat(frozen.phase()).isEqualTo("leaderless");
    assertThat(frozen.why()).contains("freeze");
    Request ack = Request.of("r", House.SERVICE, Command.ACK, "", "operator:alice", "to see");
    Forecast on = Foresight.of(world.plane.state(), world.plane.time(), ack, BOOT);
    assertThat(on.ledAtLast()).contains("standby");
    assertThat(on.first(Kind.PROMOTED).orElseThrow()).isLessThan(Duration.ofSeconds(70));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void everyFaultHasAnEnd(Fault fault) {
    World world = lived(House.usual(), 600_000);
    Forecast seen =
        Foresight.of(world.plane.state(), world.plane.time(), fault, House.SERVICE, BOOT);
    assertThat(seen.steps()).as(seen.toString()).isNotEmpty();
    assertThat(seen.why()).isNotEmpty();
    assertThat(seen.lived()).isLessThan(Duration.ofMinutes(30));
    boolean moved = seen.first(Kind.PROMOTED).isPresent() || seen.first(Kind.POWER_OFF).isPresent();
    boolean mayMove =
        switch (fault) {
          case LEADER_DIES, LEADER_CRASHES, LEADER_HANGS, BOTH_DIE, CONTROL_CRASHES -> true;
          case LEADER_IS_A_ZOMBIE -> true;
          case HEARTBEATS_MISSING, STANDBY_DIES, BROKER_LOST, NETWORK_CUT, SWITCH_REFUSES -> false;
        };
    assertThat(moved).as(seen.toString()).isEqualTo(mayMove);
  }
}
