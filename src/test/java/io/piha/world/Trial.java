package io.piha.world;

import io.piha.arbiter.Command;
import io.piha.arbiter.Decision;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Order;
import io.piha.arbiter.Outlook;
import io.piha.arbiter.Phase;
import io.piha.arbiter.Request;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.Signal;
import io.piha.arbiter.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One failover in the usual house, cut into its steps, with trouble at some of them: faults at step
 * boundaries (a change of phase, the first sending of an order, a power command), and a death of
 * the control plane at any single act.
 */
final class Trial {

  /** What goes on while the trouble comes. */
  enum Plot {
    LEADER_DIES(180_000),
    LEADER_HANGS(180_000),
    FAILBACK(60_000);

    /** By then it is over when nothing disturbs it, in milliseconds. */
    private final long lasts;

    Plot(long lasts) {
      this.lasts = lasts;
    }
  }

  /** At which of its acts the control plane dies. */
  enum Point {
    DECIDED,
    BEFORE_WRITE,
    AFTER_WRITE,
    BEFORE_EFFECT,
    AFTER_EFFECT
  }

  /** A fault at a boundary. */
  record Blow(int boundary, Mishap fault) {
    @Override
    public String toString() {
      return fault.kind().words()
          + " (target "
          + fault.target()
          + ", amount "
          + fault.amount()
          + ") at boundary "
          + boundary;
    }
  }

  private static final long MINUTE = 60_000;
  private static final long SETTLING = 4 * MINUTE;

  /** By then a boundary that was not reached will not be. */
  private static final long NOT_REACHED = 12 * MINUTE;

  /** By then every fault is over by itself, and what follows from it. */
  private static final long OVER = 40 * MINUTE;

  /** A death of the control plane alone is over sooner. */
  private static final long ALONE_OVER = 15 * MINUTE;

  /** A control plane that dies is not back before another has gone on. */
  private static final long LONG_DEAD = 5 * MINUTE;

  private final Plot plot;
  private final Plane first;
  private final World world;
  private final CaseAlarms alarms;
  private final Mischief mischief;
  private final List<Blow> blows;
  private final boolean alone;
  private final Set<String> sent = new HashSet<>();
  private final List<String> boundaries = new ArrayList<>();
  private final Set<Long> epochs = new TreeSet<>();
  private boolean begun;
  private int darkenings;
  private boolean dying;
  private boolean struck;

  Trial(Plot plot, List<Blow> blows, long seed, boolean recording) {
    this(plot, blows, seed, recording, false);
  }

  /**
   * @param two with a second control plane, which goes on when the first one dies
   */
  Trial(Plot plot, List<Blow> blows, long seed, boolean recording, boolean two) {
    this.plot = plot;
    this.world = new World(House.usual(), new Chance(seed), new Coverage(), recording, two);
    this.first = world.plane;
    if (two) {
      world.staysDead = LONG_DEAD;
    }
    this.alarms = new CaseAlarms(world);
    this.mischief = new Mischief(world);
    this.blows = new ArrayList<>(blows);
    this.alone = blows.isEmpty();
    world.skips = true;
    world.transcript.read((_, entry) -> alarms.recorded(entry));
    world.planes.forEach(each -> each.onDecision(this::decided));
    world.led();
    world.begin();
    live(SETTLING);
    if (plot == Plot.FAILBACK) {
      ask(Command.PROMOTE, "standby");
      live(2 * SETTLING);
    }
  }

  private void begin() {
    begun = true;
    darkenings = darkened();
    switch (plot) {
      case LEADER_DIES -> {
        world.hosts.getFirst().broken = true;
        world.hosts.getFirst().crash();
      }
      case LEADER_HANGS -> world.hosts.getFirst().crash();
      case FAILBACK -> ask(Command.FAILBACK, "");
    }
    boundary("begins");
  }

  private void ask(Command command, String host) {
    world.agenda.disturb();
    world.plane.asked(
        Request.of(world.nextRequest(), House.SERVICE, command, host, "operator:alice", "planned"));
  }

  /** The control plane dies at that act from now on; counted from zero. */
  Trial dies(Point at, int count) {
    dying = true;
    switch (at) {
      case DECIDED -> world.plane.dieAtDecision(count);
      case BEFORE_WRITE -> world.plane.disk.tearInAny(count, false);
      case AFTER_WRITE -> world.plane.disk.tearInAny(count, true);
      case BEFORE_EFFECT -> world.plane.hands.dieIn(count, false);
      case AFTER_EFFECT -> world.plane.hands.dieIn(count, true);
    }
    return this;
  }

  /** The control plane that acts is stopped past its lease, before so many more effects leave. */
  Trial isStopped(int effects) {
    dying = true;
    world.plane.pauseInEffect(effects, 3 * Post.TTL.toMillis());
    return this;
  }

  /** Whether another control plane goes on now than began. */
  boolean isTakenOver() {
    return world.plane != first;
  }

  /**
   * Lives it to its end: through the trouble, which ends by itself, and where there were faults,
   * then repaired, thawed and acknowledged.
   *
   * @return what is wrong with how it ended; empty when all is well
   */
  Optional<String> run() {
    try {
      long zero = world.now();
      begin();
      live(zero + plot.lasts);
      if (dying) {
        struck = !world.plane.isArmed();
        world.plane.disarm();
      }
      if (alone) {
        live(zero + ALONE_OVER);
        return unexplained();
      }
      live(zero + NOT_REACHED);
      blows.forEach(each -> strike(each.fault()));
      blows.clear();
      live(zero + OVER);
      Optional<String> odd = unexplained();
      if (odd.isPresent()) {
        return odd;
      }
      wellAgain();
    } catch (Violation e) {
      return Optional.of(e.breach() + " at " + Transcript.at(e.at().toMillis()));
    }
    return Optional.empty();
  }

  private void wellAgain() {
    mischief.heal();
    live(world.now() + 3 * MINUTE);
    mischief.say(Command.THAW);
    mischief.say(Command.ACK);
    live(world.now() + 20 * MINUTE);
    mischief.say(Command.THAW);
    mischief.say(Command.ACK);
    live(world.now() + 12 * MINUTE);
    world.truth.allIsWell();
  }

  private void live(long until) {
    while (world.now() < until) {
      world.run(Math.min(until, alarms.due()));
      alarms.pass();
    }
  }

  // --- its steps ---

  private void decided(State before, Signal signal, Instant now, Decision decision) {
    if (!begun) {
      return;
    }
    List<String> words = new ArrayList<>();
    Phase was = service(before).book().phase();
    Phase is = service(decision.next()).book().phase();
    if (was.getClass() != is.getClass()) {
      words.add(is.getClass().getSimpleName());
    }
    for (Effect each : decision.effects()) {
      if (each instanceof Effect.SetPort
          || (each instanceof Effect.SendOrder order && sent.add(order.order().id()))) {
        Transcript.words(each).ifPresent(words::add);
      }
      if (each instanceof Effect.SendOrder order && order.order().verb() == Order.Verb.PROMOTE) {
        epochs.add(order.order().epoch());
      }
    }
    if (!words.isEmpty()) {
      boundary(String.join(", ", words));
    }
  }

  private void boundary(String words) {
    int place = boundaries.size();
    boundaries.add(words);
    world.transcript.note("-- boundary " + place + ": " + words);
    blows.stream().filter(each -> each.boundary() == place).forEach(b -> strike(b.fault()));
    blows.removeIf(each -> each.boundary() == place);
  }

  private void strike(Mishap fault) {
    mischief.plan(
        new Mishap(world.now(), fault.kind(), fault.target(), fault.lasting(), fault.amount()));
  }

  // --- how it ended ---

  /** One leader that acts, or a reason that people were told of. */
  private Optional<String> unexplained() {
    if (!world.plane.runs()) {
      return Optional.of("the control plane does not run");
    }
    List<String> acting = acting();
    String leader = leader();
    boolean steady = service(world.plane.state()).book().phase() instanceof Phase.Steady;
    if (steady && acting.equals(List.of(leader))) {
      return Optional.empty();
    }
    Outlook outlook = Outlook.of(world.plane.state(), House.SERVICE, world.plane.time());
    if (!outlook.why().isBlank() && alarms.isSomebodyTold()) {
      return Optional.empty();
    }
    return Optional.of(
        "nobody is told that " + leader + " leads, " + acting + " act: " + outlook.why());
  }

  /** Where it was cut into steps, in order. */
  List<String> boundaries() {
    return boundaries;
  }

  /** Whether the control plane came to the act at which it was to die. */
  boolean struck() {
    return struck;
  }

  /** How often a port went dark since it began. */
  int cuts() {
    return darkened() - darkenings;
  }

  private int darkened() {
    return world.switches.values().stream().mapToInt(each -> each.darkenings).sum();
  }

  /** With which epochs somebody was ordered to lead since it began. */
  Set<Long> epochs() {
    return epochs;
  }

  String leader() {
    return String.valueOf(service(world.plane.state()).book().leader());
  }

  List<String> acting() {
    return world.hosts.stream().filter(WorldHost::acting).map(e -> e.policy.name()).toList();
  }

  List<String> transcript() {
    return world.transcript.lines();
  }

  private static ServiceState service(State state) {
    return state.service(House.SERVICE).orElseThrow();
  }
}
