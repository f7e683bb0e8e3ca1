package io.piha.world;

import io.piha.arbiter.Decision;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Request;
import io.piha.arbiter.Signal;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.State;
import io.piha.engine.DecisionLoop;
import io.piha.engine.DecisionWatcher;
import io.piha.engine.MachineRun;
import io.piha.journal.JournalFailed;
import io.piha.rules.Breach;
import io.piha.rules.Rule;
import io.piha.rules.RuleWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The control plane's process on its machine: the real decision loop, with a clock, a disk and
 * hands that belong to the world. It stalls, dies in the middle of things, and starts again.
 */
final class Plane {

  /** A loop that did not turn for so long says so, in milliseconds. */
  private static final long STALL = 5_000;

  private final World world;
  final Disk disk = new Disk();
  final Line line;
  private final PlaneClock clock;
  final PlaneHands hands;
  private final RuleWatch watch = new RuleWatch();
  private final Backlog waiting = new Backlog();
  private final List<DecisionWatcher> onlookers = new ArrayList<>();
  private @Nullable DecisionLoop loop;
  private SitePolicy policy;
  private boolean stalled;
  private int machineRuns = 1;
  private long machineSince;

  private long retryAt = Long.MAX_VALUE;
  private final Turns turns = new Turns();
  private int dieAtDecision = -1;

  long records;

  Plane(World world, SitePolicy policy) {
    this.world = world;
    this.clock = new PlaneClock(world);
    this.policy = policy;
    this.hands = new PlaneHands(world, this);
    disk.onWritten(watch::written);
    this.line =
        new Line(world, Links.PLANE, this::connected, why -> tell(new Signal.BrokerLost(why)));
  }

  // --- time ---

  Instant time() {
    return clock.engine();
  }

  /** When the loop wants to be turned, in the world's time. */
  long wakeAt() {
    if (loop == null || stalled) {
      return Long.MAX_VALUE;
    }
    Optional<Instant> next = loop.next();
    long at = retryAt;
    if (next.isPresent()) {
      at = Math.min(at, clock.worldTime(next.get()));
    }
    return Math.max(at, world.now());
  }

  boolean isArmed() {
    return dieAtDecision >= 0 || hands.isArmed() || disk.isArmed();
  }

  /** The process that runs now; none is null. */
  @Nullable DecisionLoop loop() {
    return loop;
  }

  boolean runs() {
    return loop != null && !stalled;
  }

  boolean isWorking() {
    return runs() && retryAt == Long.MAX_VALUE;
  }

  State state() {
    if (loop == null) {
      throw new IllegalStateException("the control plane does not run");
    }
    return loop.state();
  }

  SitePolicy policy() {
    return policy;
  }

  // --- its life ---

  /** Runs on as an engine that believes this. */
  void goOn(State state, Instant now) {
    clock.beginsAt(now);
    watch.adopt(state);
    DecisionLoop going = DecisionLoop.goOn(state, disk, hands, machineRun(), time());
    going.watch(this::decided);
    loop = going;
    if (state.sight().broker()) {
      line.isThere();
    } else {
      line.start();
    }
  }

  private MachineRun machineRun() {
    return new MachineRun("run " + machineRuns, () -> world.now() - machineSince);
  }

  void start(boolean machineRestarted) {
    if (loop != null) {
      return;
    }
    if (machineRestarted) {
      machineRuns++;
      machineSince = world.now();
    }
    clock.processStarts(machineRestarted);
    watch.ahead(clock.drift());
    try {
      DecisionLoop fresh = DecisionLoop.resume(disk, policy, hands, time(), machineRun());
      fresh.watch(this::decided);
      loop = fresh;
      guarded(() -> fresh.begin(time()));
    } catch (JournalFailed e) {
      throw new IllegalStateException(e);
    }
    if (loop != null) {
      line.start();
      act();
    }
  }

  void die() {
    loop = null;
    stalled = false;
    waiting.clear();
    retryAt = Long.MAX_VALUE;
    hands.dieIn(-1, false);
    dieAtDecision = -1;
    disk.forget();
    watch.died();
    world.transcript.died();
    line.stop();
  }

  /** Nothing that was to kill it will. */
  void disarm() {
    hands.dieIn(-1, false);
    dieAtDecision = -1;
    disk.disarm();
  }

  void dieInEffect(int effects) {
    hands.dieIn(effects, false);
  }

  void dieAtDecision(int decisionsFromNow) {
    dieAtDecision = decisionsFromNow;
  }

  /**
   * The process does not run for a while; with {@code suspended} the whole machine sleeps, and its
   * monotonic clock with it.
   */
  void stall(long lasting, boolean suspended) {
    if (!runs()) {
      return;
    }
    stalled = true;
    DecisionLoop was = loop;
    world.agenda.in(
        lasting,
        () -> {
          if (loop != was || was == null) {
            return;
          }
          stalled = false;
          if (suspended) {
            clock.slept(lasting);
          }
          tell(new Signal.Stalled(Duration.ofMillis(lasting)));
          hearWaiting();
          if (lasting > 60_000) {
            line.end("the broker gave the connection up");
          }
        });
  }

  private void hearWaiting() {
    while (!waiting.isEmpty() && runs()) {
      tell(waiting.next(time()));
    }
  }

  void wallJumps(long by) {
    clock.wallJumps(by);
  }

  void wallIsRight() {
    clock.wallIsRight();
  }

  /** A new configuration is read; it may be refused. */
  void reconfigure(SitePolicy next) {
    if (!runs() || loop == null) {
      return;
    }
    DecisionLoop here = loop;
    guarded(
        () -> {
          if (here.reconfigure(next, time()).isEmpty()) {
            policy = next;
          }
        });
    act();
  }

  // --- the loop ---

  /** Tells somebody of each decision, of this process and of those that follow it. */
  void onDecision(DecisionWatcher watcher) {
    onlookers.add(watcher);
  }

  void tell(Signal signal) {
    if (loop == null) {
      return;
    }
    if (stalled) {
      waiting.add(signal);
      return;
    }
    DecisionLoop here = loop;
    guarded(() -> here.hear(signal, time()));
    act();
  }

  /** A deadline has come. */
  void due() {
    act();
  }

  private void act() {
    if (turns.isEndlessAt(world.now())) {
      throw world.violation(new Breach(Rule.S26, "", "time does not move: a signal without end"));
    }
    DecisionLoop here = loop;
    if (here == null || stalled) {
      return;
    }
    guarded(
        () -> {
          here.hearDue(time());
          if (disk.slowness > 0 && disk.owes()) {
            writeSlowly(here, disk.slowness);
          } else {
            write(here, time());
          }
        });
  }

  private void write(DecisionLoop here, Instant began) {
    DecisionLoop.Acted acted = here.act(began, clock.wall(), this::time);
    records += acted.records().size();
    acted.records().forEach(world.transcript::recorded);
    if (acted.written()) {
      world.transcript.acted();
    }
    retryAt = acted.written() ? Long.MAX_VALUE : world.now() + 1_000;
  }

  /** The loop stands in the write; what arrives meanwhile waits. */
  private void writeSlowly(DecisionLoop here, long lasting) {
    Instant began = time();
    stalled = true;
    world.agenda.in(
        lasting,
        () -> {
          if (loop != here) {
            return;
          }
          stalled = false;
          guarded(() -> write(here, began));
          if (lasting > STALL) {
            tell(new Signal.Stalled(Duration.ofMillis(lasting)));
          }
          hearWaiting();
        });
  }

  private void guarded(Runnable act) {
    try {
      act.run();
    } catch (Died e) {
      world.transcript.happened("the control plane dies in the middle of something");
      die();
      world.agenda.in(world.chance.between(1_000, 40_000), () -> start(false));
    } catch (Violation e) {
      throw e;
    } catch (RuntimeException e) {
      throw world.violation(new Breach(Rule.S26, "", "the decision failed: " + e));
    }
  }

  private void decided(State before, Signal signal, Instant now, Decision decision) {
    if (signal instanceof Signal.RuleBroken broken) {
      // The process itself, which knows less than this watch, would not have done it.
      throw world.violation(
          new Breach(Rule.valueOf(broken.rule()), broken.service(), "refused: " + broken.why()));
    }
    disk.decided(before, decision);
    world.coverage.decided(before, signal, decision);
    List<Breach> breaches = watch.decided(before, signal, now, decision);
    world.transcript.decided(decision);
    if (!breaches.isEmpty()) {
      throw world.violation(breaches.getFirst());
    }
    onlookers.forEach(each -> each.decided(before, signal, now, decision));
    if (dieAtDecision >= 0 && !isIdle(signal, decision) && dieAtDecision-- == 0) {
      throw new Died();
    }
  }

  /** A deadline that had moved on meanwhile; how often it is asked too early means nothing. */
  private static boolean isIdle(Signal signal, Decision decision) {
    boolean due =
        signal instanceof Signal.Due
            || signal instanceof Signal.PortDue
            || signal instanceof Signal.SightDue;
    return due && decision.effects().isEmpty() && decision.entries().isEmpty();
  }

  /** Leaves out time that would only repeat itself; false when some deadline stands in it. */
  boolean skip(Instant since, long span) {
    if (loop == null) {
      return false;
    }
    Duration by = Duration.ofMillis(span);
    if (!loop.skip(since, by, time().plus(by))) {
      return false;
    }
    watch.skip(since, by);
    return true;
  }

  // --- the broker ---

  private void connected() {
    tell(new Signal.BrokerConnected());
    for (Effect.PublishState each : world.broker.states.values()) {
      line.down(() -> announced(each, true));
    }
    world.broker.freezes.forEach(
        (service, flag) -> line.down(() -> freezeSeen(service, flag.frozen(), flag.ours())));
    ping();
  }

  /** Our own message goes round through the broker. */
  void ping() {
    if (runs()) {
      line.up(() -> line.down(() -> tell(new Signal.RoundTrip())));
    }
  }

  void announced(Effect.PublishState said, boolean replayed) {
    tell(Broker.announcement(said, replayed, time()));
  }

  void freezeSeen(String service, boolean frozen, boolean ours) {
    tell(new Signal.FreezeSeen(service, frozen, ours));
  }

  void asked(Request request) {
    tell(new Signal.Asked(request));
  }
}
