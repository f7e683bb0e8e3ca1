package io.piha.poe;

import static org.awaitility.Awaitility.await;

import io.piha.arbiter.PortId;
import io.piha.arbiter.Signal;
import io.piha.engine.EngineClock;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class PortWatchTest {

  @Test
  void every_port_is_read_again_and_again_and_each_switch_that_answers_tells_its_uptime() {
    FakeSwitch rack = new FakeSwitch("rack");
    FakeSwitch dead = new FakeSwitch("dead");
    dead.silent(true);
    Queue<Signal> heard = new ConcurrentLinkedQueue<>();
    Map<String, PoeSwitch> switches = Map.of("rack", rack, "dead", dead);
    try (PowerHand hand = new PowerHand(switches, new EngineClock(), heard::add);
        PortWatch watch =
            new PortWatch(
                switches,
                Map.of("rack", Set.of("1", "2"), "dead", Set.of("1")),
                Map.of(new PortId("rack", "1"), "aa:bb:cc:dd:ee:01"),
                Duration.ofMillis(20),
                hand,
                heard::add)) {
      watch.start();
      await().until(() -> reads(heard, new PortId("rack", "1"), true) >= 2);
      await().until(() -> reads(heard, new PortId("rack", "2"), true) >= 2);
      await().until(() -> reads(heard, new PortId("dead", "1"), false) >= 2);
      await().until(() -> heard.contains(new Signal.SwitchUptime("rack", Duration.ofMinutes(5))));
    }
  }

  private static long reads(Queue<Signal> heard, PortId port, boolean answered) {
    return heard.stream()
        .filter(
            signal ->
                signal instanceof Signal.PortRead read
                    && read.port().equals(port)
                    && read.reading().isPresent() == answered)
        .count();
  }
}
