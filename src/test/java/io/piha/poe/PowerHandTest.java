package io.piha.poe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.piha.arbiter.Effect;
import io.piha.arbiter.PortId;
import io.piha.arbiter.Signal;
import io.piha.arbiter.Signal.SetAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PowerHandTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final PortId PORT = new PortId("rack", "3");

  private final FakeSwitch rack = new FakeSwitch("rack");
  private final FakeSwitch attic = new FakeSwitch("attic");
  private final Queue<Signal> heard = new ConcurrentLinkedQueue<>();
  private final CountDownLatch latch = new CountDownLatch(1);
  private volatile Instant now = START;
  private final PowerHand hand =
      new PowerHand(Map.of("rack", rack, "attic", attic), () -> now, heard::add);

  @AfterEach
  void letGo() {
    latch.countDown();
    hand.close();
  }

  private static Effect.SetPort off(PortId port, String act) {
    return new Effect.SetPort(port, act, false, START.plusSeconds(3));
  }

  private List<Signal> awaitSignals(int count) {
    await().until(() -> heard.size() >= count);
    return List.copyOf(heard);
  }

  private Signal.PortSet awaitSet() {
    return (Signal.PortSet) awaitSignals(1).getFirst();
  }

  @Test
  void a_reading_comes_back_as_a_signal_with_the_time_it_was_begun() {
    hand.carryOut(new Effect.ReadPort(PORT));
    Signal.PortRead read = (Signal.PortRead) awaitSignals(1).getFirst();
    assertThat(read.reading()).isPresent();
    assertThat(read.startedAt()).isEqualTo(START);
  }

  @Test
  void a_command_is_carried_out_once_and_answered() {
    hand.carryOut(off(PORT, "a1/off"));
    assertThat(awaitSet())
        .isEqualTo(new Signal.PortSet(PORT, "a1/off", false, SetAnswer.ACCEPTED, ""));
    assertThat(rack.commands()).containsExactly("3 off");
  }

  @Test
  void the_same_decision_is_never_sent_twice_but_off_and_on_of_one_decision_are_two() {
    hand.carryOut(off(PORT, "a1"));
    hand.carryOut(off(PORT, "a1"));
    hand.carryOut(new Effect.SetPort(PORT, "a1", true, START.plusSeconds(3)));
    List<Signal> signals = awaitSignals(3);
    assertThat(rack.commands()).containsExactly("3 off", "3 on");
    assertThat(((Signal.PortSet) signals.get(1)).answer()).isEqualTo(SetAnswer.UNKNOWN);
    assertThat(((Signal.PortSet) signals.get(1)).why()).contains("never sent twice");
  }

  @Test
  void a_command_whose_time_has_passed_is_not_sent() {
    now = START.plusSeconds(4);
    hand.carryOut(off(PORT, "late"));
    assertThat(awaitSet().answer()).isEqualTo(SetAnswer.NOT_SENT);
    assertThat(rack.commands()).isEmpty();
  }

  @Test
  void a_command_that_waited_behind_a_slow_switch_past_its_time_is_not_sent() {
    rack.hangUntil(latch);
    hand.carryOut(off(PORT, "slow"));
    now = START.plusSeconds(4);
    latch.countDown();
    assertThat(awaitSet().answer()).isEqualTo(SetAnswer.NOT_SENT);
    assertThat(rack.commands()).isEmpty();
  }

  @Test
  void a_no_a_silence_and_a_missing_switch_are_told_apart() {
    rack.refuseCommands();
    attic.silent(true);
    hand.carryOut(off(PORT, "r"));
    assertThat(awaitSet().answer()).isEqualTo(SetAnswer.REFUSED);
    heard.clear();
    hand.carryOut(off(new PortId("attic", "1"), "s"));
    assertThat(awaitSet().answer()).isEqualTo(SetAnswer.UNKNOWN);
    heard.clear();
    hand.carryOut(off(new PortId("cellar", "1"), "m"));
    assertThat(awaitSet().answer()).isEqualTo(SetAnswer.REFUSED);
    assertThat(awaitSet().why()).contains("cellar");
  }

  @Test
  void a_stuck_switch_is_given_up_within_its_bound_and_what_is_stuck_never_leaves_later() {
    rack.longestCall(Duration.ofMillis(50));
    rack.hangUntil(latch);
    hand.carryOut(off(PORT, "stuck"));
    assertThat(awaitSet().answer()).isEqualTo(SetAnswer.UNKNOWN);
    assertThat(awaitSet().why()).contains("given up", "had not left");
    rack.hangUntil(new CountDownLatch(0));
    latch.countDown();
    hand.carryOut(new Effect.ReadPort(PORT));
    awaitSignals(2);
    assertThat(rack.commands()).isEmpty();
  }

  @Test
  void one_stuck_switch_does_not_delay_another() {
    rack.hangUntil(latch);
    hand.carryOut(off(PORT, "stuck"));
    hand.carryOut(off(new PortId("attic", "1"), "quick"));
    assertThat(awaitSet().actId()).isEqualTo("quick");
  }

  @Test
  void effects_of_one_port_are_carried_out_in_the_order_given() {
    for (int i = 0; i < 20; i++) {
      hand.carryOut(new Effect.SetPort(PORT, "a" + i, i % 2 == 0, START.plusSeconds(3)));
    }
    assertThat(awaitSignals(20))
        .extracting(signal -> ((Signal.PortSet) signal).actId())
        .containsExactly(IntStream.range(0, 20).mapToObj(i -> "a" + i).toArray(String[]::new));
  }

  @Test
  void what_comes_on_top_of_a_full_lane_is_turned_away_with_an_answer() {
    rack.hangUntil(latch);
    for (int i = 0; i < PortLane.MOST_WAITING + 10; i++) {
      hand.carryOut(off(PORT, "a" + i));
    }
    Signal.PortSet turnedAway = awaitSet();
    assertThat(turnedAway.answer()).isEqualTo(SetAnswer.NOT_SENT);
    assertThat(turnedAway.why()).contains("too many");
  }

  @Test
  void a_broken_driver_still_leaves_an_answer() {
    rack.breaks();
    hand.carryOut(new Effect.ReadPort(PORT));
    hand.carryOut(off(PORT, "broken"));
    List<Signal> signals = awaitSignals(2);
    assertThat(((Signal.PortRead) signals.get(0)).reading()).isEmpty();
    assertThat(((Signal.PortSet) signals.get(1)).answer()).isEqualTo(SetAnswer.UNKNOWN);
  }

  @Test
  void after_a_change_of_drivers_the_memory_of_what_was_sent_stays() {
    hand.carryOut(off(PORT, "a1"));
    awaitSignals(1);
    FakeSwitch other = new FakeSwitch("rack");
    hand.use(Map.of("rack", other));
    hand.carryOut(off(PORT, "a1"));
    awaitSignals(2);
    assertThat(other.commands()).isEmpty();
  }

  @Test
  void what_waits_when_it_is_closed_is_answered_and_not_done() {
    rack.hangUntil(latch);
    hand.carryOut(off(PORT, "first"));
    hand.carryOut(off(PORT, "second"));
    hand.carryOut(off(PORT, "third"));
    hand.close();
    assertThat(awaitSignals(2))
        .allSatisfy(
            signal -> assertThat(((Signal.PortSet) signal).answer()).isEqualTo(SetAnswer.NOT_SENT));
  }
}
