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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every port that powers a host, again and again, and how long each switch has been up: a
 * switch that restarted has restarted its hosts too.
 */
public final class PortWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PortWatch.class);

  /** A moved cable is told well within a quarter of an hour. */
  private static final Duration LEARNED_EVERY = Duration.ofMinutes(5);

  private static final Duration UPTIME_EVERY = Duration.ofSeconds(30);

  private final Map<String, PoeSwitch> switches;
  private final Map<String, Set<String>> ports;
  private final Map<PortId, String> addresses;
  private final Duration every;
  private final PowerHand hand;
  private final Inbox inbox;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("port-schedule").factory());

  /**
   * @param ports the ports to read, by switch
   * @param addresses the hardware address of the host that a port powers, where it is known
   * @param every how often
   * @param hand carries the readings out, in order with its commands
   */
  public PortWatch(
      Map<String, PoeSwitch> switches,
      Map<String, Set<String>> ports,
      Map<PortId, String> addresses,
      Duration every,
      PowerHand hand,
      Inbox inbox) {
    this.switches = Map.copyOf(switches);
    this.ports = new LinkedHashMap<>(ports);
    this.addresses = Map.copyOf(addresses);
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
    long learn = Math.clamp(every.multipliedBy(20).toMillis(), 1_000, LEARNED_EVERY.toMillis());
    var _ = schedule.scheduleWithFixedDelay(this::learned, 0, learn, TimeUnit.MILLISECONDS);
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

  private void learned() {
    addresses.forEach((port, mac) -> Thread.startVirtualThread(() -> learned(port, mac)));
  }

  private void learned(PortId port, String mac) {
    PoeSwitch device = switches.get(port.device());
    try {
      if (device != null) {
        inbox.offer(new Signal.HostLearned(port, mac, device.learnedOn(mac)));
      }
    } catch (SwitchTrouble e) {
      LOG.debug("{} does not tell where {} is: {}", port.device(), mac, e.words());
    }
  }

  @Override
  public void close() {
    schedule.shutdownNow();
  }
}
