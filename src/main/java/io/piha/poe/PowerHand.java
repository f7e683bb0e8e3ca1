package io.piha.poe;

import io.piha.arbiter.Effect;
import io.piha.arbiter.PortId;
import io.piha.arbiter.Signal;
import io.piha.arbiter.Signal.SetAnswer;
import io.piha.engine.Inbox;
import io.piha.engine.Right;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Carries out what the arbiter wants of switches: every effect is answered by exactly one signal,
 * within the switch's {@link PoeSwitch#longestCall()} and a second, whatever happens.
 *
 * <p>Effects of one port are carried out in the order given; ports do not wait for each other. A
 * command is sent once for its decision, and not after its time.
 */
public final class PowerHand implements AutoCloseable {
  private final InstantSource clock;
  private final Inbox inbox;
  private final Right right;
  private final SentActs sent = new SentActs();
  private final ConcurrentMap<PortId, PortLane> lanes = new ConcurrentHashMap<>();
  private volatile Map<String, PoeSwitch> switches;
  private volatile boolean closed;

  /**
   * @param switches the drivers by switch name; whoever opened them closes them
   * @param clock the engine's
   */
  public PowerHand(Map<String, PoeSwitch> switches, InstantSource clock, Inbox inbox) {
    this(switches, clock, inbox, Right.ALWAYS);
  }

  /** The same; no command leaves once the right to act is lost. */
  public PowerHand(Map<String, PoeSwitch> switches, InstantSource clock, Inbox inbox, Right right) {
    this.right = right;
    this.switches = Map.copyOf(switches);
    this.clock = clock;
    this.inbox = inbox;
  }

  /** Goes on with other drivers, after a change of the site file; what was sent stays known. */
  public void use(Map<String, PoeSwitch> others) {
    switches = Map.copyOf(others);
  }

  /** Begins to carry it out and returns at once. */
  public void carryOut(Effect.ToSwitch effect) {
    PortTask task = task(effect);
    PortLane lane = lanes.computeIfAbsent(effect.port(), _ -> new PortLane(inbox));
    if (closed) {
      inbox.offer(task.notDone("the control plane is stopping"));
    } else if (!lane.add(task)) {
      inbox.offer(task.notDone("too many commands wait for this port"));
    }
  }

  private PortTask task(Effect.ToSwitch effect) {
    return switch (effect) {
      case Effect.ReadPort read -> new ReadTask(read.port(), found(read.port()), clock);
      case Effect.SetPort set -> new SetTask(set, found(set.port()), clock, sent, right);
    };
  }

  private Optional<PoeSwitch> found(PortId port) {
    return Optional.ofNullable(switches.get(port.device()));
  }

  /** Begins nothing more. What has begun ends by its own bound. */
  @Override
  public void close() {
    closed = true;
    lanes.values().forEach(PortLane::drop);
  }

  static Signal answer(Effect.SetPort set, SetAnswer answer, String why) {
    return new Signal.PortSet(set.port(), set.actId(), set.on(), answer, why);
  }
}
