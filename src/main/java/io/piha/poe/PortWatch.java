package io.piha.poe;

import io.piha.arbiter.Effect;
import io.piha.arbiter.PortId;
import io.piha.arbiter.Signal;
import io.piha.engine.Inbox;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Reads every port that powers a host, again and again, and how long each switch has been up: a
 * switch that restarted has restarted its hosts too.
 */
public final class PortWatch implements AutoCloseable {

  private static final Duration UPTIME_EVERY = Duration.ofSeconds(30);

  private final Map<String, PoeSwitch> switches;
  private final Map<String, Set<String>> ports;
  private final Duration every;
  private final PowerHand hand;
  private final Inbox inbox;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("port-schedule").factory());

  /**
   * @param ports the ports to read, by switch
   * @param every how often
   * @param hand carries the readings out, in order with its commands
   */
  public PortWatch(
      Map<String, PoeSwitch> switches,
      Map<String, Set<String>> ports,
      Duration every,
      PowerHand hand,
      Inbox inbox) {
    this.switches = Map.copyOf(switches);
    this.ports = new LinkedHashMap<>(ports);
    this.every = every;
    this.hand = hand;
    this.inbox = inbox;
  }

  /** Begins to read. */
  public void start() {
    var _ = schedule.scheduleWithFixedDelay(this::read, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    var _ =
        schedule.scheduleWithFixedDelay(
            this::uptimes, 0, UPTIME_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void read() {
    ports.forEach(
        (device, names) ->
            names.forEach(port -> hand.carryOut(new Effect.ReadPort(new PortId(device, port)))));
  }

  private void uptimes() {
    switches.forEach((name, device) -> Thread.startVirtualThread(() -> uptime(name, device)));
  }

  private void uptime(String name, PoeSwitch device) {
    try {
      inbox.offer(new Signal.SwitchUptime(name, device.uptime()));
    } catch (SwitchTrouble e) {
      // A silent switch is told by its ports' readings.
      return;
    }
  }

  @Override
  public void close() {
    schedule.shutdownNow();
  }
}
