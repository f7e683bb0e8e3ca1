package io.piha.world;

import io.piha.arbiter.Command;
import io.piha.arbiter.Request;
import io.piha.arbiter.Signal;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.State;
import io.piha.engine.DecisionLoop;
import io.piha.engine.DecisionWatcher;
import io.piha.engine.Effectors;
import io.piha.engine.MachineRun;
import io.piha.engine.Takeover;
import io.piha.journal.DecisionStore;
import io.piha.journal.JournalFailed;
import io.piha.rules.Breach;
import io.piha.rules.Rule;
import io.piha.rules.RuleWatch;
import io.piha.term.LeasedHands;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The control plane's process on its machine: the real decision loop, with a clock, a disk and
 * hands that belong to the world. It stalls, dies in the middle of things, and starts again.
 */
final class Plane {

  private final World world;

  /** How it is called in the network. */
  final String party;

  final Disk disk;
  final Line line;
  final Ears ears;
  final PlaneClock clock;
  final PlaneHands hands;
  private final LateHands lateHands;
  private final @Nullable Post post;
  private final RuleWatch watch;
  private final Onlookers onlookers;
  private final Pauses pauses;
  private final Turns turns = new Turns();
  private @Nullable DecisionLoop loop;
  private SitePolicy policy;
  private boolean up;
  private int machineRuns = 1;
  private long machineSince;
  private long retryAt = Long.MAX_VALUE;

  long records;

  /**
   * @param store where it has its lease, when it is not the only one
   */
  Plane(World world, String party, SitePolicy policy, @Nullable WorldStore store) {
    this.world = world;
    this.party = party;
    this.disk = new Disk(world);
    this.clock = new PlaneClock(world);
    this.policy = policy;
    this.hands = new PlaneHands(world, this);
    this.watch = world.watch;
    this.onlookers = new Onlookers(world, this);
    this.pauses = new Pauses(world, this, clock);
    this.post = store == null ? null : new Post(world, this, store);
    Effectors leased = post == null ? hands : new LeasedHands(hands, post);
    this.lateHands = new LateHands(world, this, leased);
    if (post == null) {
      disk.onWritten(watch::written);
    }
    this.ears = new Ears(world, this);
    this.line = ears.line;
  }

  // --- time ---

  Instant time() {
    return clock.engine();
  }

  /** When the loop wants to be turned, in the world's time. */
  long wakeAt() {
    if (loop == null || !pauses.turns()) {
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
    return onlookers.isArmed() || hands.isArmed() || disk.isArmed() || lateHands.isArmed();
  }

  /** The process that runs now; none is null. */
  @Nullable DecisionLoop loop() {
    return loop;
  }

  /** Decides, and is not stopped. */
  boolean runs() {
    return loop != null && pauses.turns();
  }

  /** Its process is there, whether it may act or not. */
  boolean isUp() {
    return up;
  }

  boolean isStalled() {
    return pauses.isStalled();
  }

  Instant wall() {
    return clock.wall();
  }

  /** Its part in the lease. */
  Post post() {
    Post mine = post;
    if (mine == null) {
      throw new IllegalStateException("the only control plane has no lease");
    }
    return mine;
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
    going.watch(onlookers::decided);
    loop = going;
    up = true;
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
    if (up) {
      return;
    }
    up = true;
    if (machineRestarted) {
      machineRuns++;
      machineSince = world.now();
    }
    clock.processStarts(machineRestarted);
    if (post == null) {
      decide(disk, hands, Takeover.NONE);
    } else {
      post.begin(party + " run " + machineRuns, clock.wallAhead());
    }
  }

  /** A program that is about to act has a clock of its own, begun at the wall's. */
  void opens() {
    clock.processStarts(false);
  }

  /** Has the lease, and goes on with the book. */
  void takeOffice(DecisionStore book, Takeover takeover) {
    if (!mayAct()) {
      return;
    }
    if (world.plane != this) {
      // What the one before heard and did not write is not known here.
      watch.died();
      world.plane = this;
    }
    decide(book, lateHands, takeover);
  }

  private void decide(DecisionStore book, Effectors does, Takeover takeover) {
    watch.ahead(clock.drift());
    try {
      DecisionLoop fresh = DecisionLoop.resume(book, policy, does, time(), machineRun(), takeover);
      fresh.watch(onlookers::decided);
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
    up = false;
    pauses.died();
    if (post != null) {
      post.died();
    }
    disarm();
    stopActing();
    disk.crashed();
  }

  /** Nothing is decided any more, and what was not written is lost. */
  void stopActing() {
    loop = null;
    pauses.stopped();
    retryAt = Long.MAX_VALUE;
    disk.forget();
    if (world.plane == this) {
      watch.died();
      world.transcript.died();
    }
    line.stop();
  }

  /** Nothing that was to kill it will. */
  void disarm() {
    hands.dieIn(-1, false);
    onlookers.dieAt(-1);
    disk.disarm();
    lateHands.pauseIn(-1, 0);
  }

  /** It is stopped for so long in the middle of things, when so many effects have left. */
  void pauseInEffect(int effects, long lasting) {
    lateHands.pauseIn(effects, lasting);
  }

  void dieInEffect(int effects) {
    hands.dieIn(effects, false);
  }

  void dieAtDecision(int decisionsFromNow) {
    onlookers.dieAt(decisionsFromNow);
  }

  /**
   * The process does not run for a while; with {@code suspended} the whole machine sleeps, and its
   * monotonic clock with it.
   */
  void stall(long lasting, boolean suspended) {
    if (up && !pauses.isStalled()) {
      pauses.stall(lasting, suspended);
    }
  }

  /** The machine slept. */
  void slept(long span) {
    if (post != null) {
      post.slept(span);
    }
  }

  /** Does it now, or as soon as the process is not stopped any more. */
  void awake(Runnable act) {
    pauses.awake(act);
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
    if (!pauses.turns()) {
      pauses.waits(signal);
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
    if (here == null || !pauses.turns()) {
      return;
    }
    guarded(
        () -> {
          here.hearDue(time());
          if (disk.slowness > 0 && disk.owesWords()) {
            Instant began = time();
            pauses.busy(disk.slowness, () -> guarded(() -> write(here, began)));
          } else {
            write(here, time());
          }
        });
    long waited = post == null ? 0 : post.hasWaited();
    if (waited > 0 && here == loop) {
      pauses.busy(waited, () -> {});
    }
  }

  private void write(DecisionLoop here, Instant began) {
    DecisionLoop.Acted acted =
        here.act(
            began, clock.wall(), () -> post == null ? time() : time().plusMillis(post.waited()));
    records += acted.records().size();
    acted.records().forEach(world.transcript::recorded);
    if (acted.written()) {
      world.transcript.acted();
    }
    retryAt = acted.written() ? Long.MAX_VALUE : world.now() + 1_000;
  }

  void guarded(Runnable act) {
    try {
      act.run();
    } catch (Died e) {
      world.transcript.happened("the control plane dies in the middle of something");
      die();
      world.agenda.in(world.staysDead + world.chance.between(1_000, 40_000), () -> start(false));
    } catch (Violation e) {
      throw e;
    } catch (RuntimeException e) {
      throw world.violation(new Breach(Rule.S26, "", "the decision failed: " + e));
    }
  }

  /** Whether what it decides is done, by its own clock. */
  boolean mayAct() {
    return post == null || post.isInOffice();
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

  /** A request; who waits for the lease is told with it, as the real program does. */
  void asked(Request request) {
    boolean handover = request.command() == Command.HANDOVER && post != null;
    tell(new Signal.Asked(handover ? request.about(post().waiting()) : request));
  }
}
