package io.piha.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine dies after each single decision of a failover, and goes on from what was written. */
final class CrashTest {

  private static final Duration LONG = Duration.ofMinutes(14);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFailoverIsFinishedWhereverTheEngineDies(boolean effectsDone) {
    long last = failover(-1, effectsDone).decisions;
    for (long at = 1; at <= last; at++) {
      try {
        Stage stage = failover(at, effectsDone);
        Book book = stage.state.services().get(0).book();
        assertThat(book.leader()).isEqualTo("standby");
        assertThat(book.phase()).isInstanceOf(Phase.Steady.class);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("died after decision " + at, e);
      }
    }
  }

  @Test
  void thePortIsCutForOneCycleOnly() {
    long last = failover(-1, false).decisions;
    for (long at = 1; at <= last; at++) {
      AtomicInteger cycles = new AtomicInteger();
      Stage stage = house();
      stage.onlookers.add(
          (before, signal, decision, now) -> {
            for (PortId each : decision.ports()) {
              PortState was = before.ports().get(each);
              PortState is = decision.next().ports().get(each);
              PortState.Act act = is == null ? null : is.book().act();
              if (act != null
                  && !act.equals(was == null ? null : was.book().act())
                  && act.doing() == PortState.Doing.CYCLE
                  && act.step() == PortState.Step.OFF_COMMANDED) {
                cycles.incrementAndGet();
              }
            }
          });
      play(stage, at, true);
      assertThat(cycles.get()).as("cycles when it died after decision %s", at).isEqualTo(1);
    }
  }

  private static Stage failover(long dieAfter, boolean effectsDone) {
    Stage stage = house();
    play(stage, dieAfter, effectsDone);
    return stage;
  }

  private static Stage house() {
    Stage stage = new StoryHouse().stage();
    stage.onlookers.add(new SecondAccount(stage));
    return stage;
  }

  private static void play(Stage stage, long dieAfter, boolean effectsDone) {
    stage.settle(Duration.between(stage.now, Stage.ZERO));
    stage.hosts.values().stream()
        .filter(each -> each.policy.name().equals("haos"))
        .forEach(each -> each.running = false);
    stage.runUntil(Stage.ZERO.plusSeconds(85));
    stage.decisions = 0;
    stage.dieAfter = dieAfter;
    stage.dieLate = effectsDone;
    stage.runUntil(Stage.ZERO.plusSeconds(170));
    if (dieAfter > 0) {
      stage.dieAfter = -1;
    }
    long decisions = stage.decisions;
    stage.runUntil(Stage.ZERO.plus(LONG));
    stage.decisions = decisions;
  }
}
