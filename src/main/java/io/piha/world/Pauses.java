package io.piha.world;

import io.piha.arbiter.Signal;
import java.time.Duration;
import java.util.ArrayDeque;

/** When a control plane's process does not run, or waits for an answer, and what waits for it. */
final class Pauses {

  /** A loop that did not turn for longer says so. */
  private static final long NOTICED = 5_000;

  private final World world;
  private final Plane plane;
  private final PlaneClock clock;
  private final Backlog waiting = new Backlog();
  private final ArrayDeque<Runnable> asleep = new ArrayDeque<>();
  private boolean stalled;
  private boolean busy;
  private int stalls;
  private int answers;

  Pauses(World world, Plane plane, PlaneClock clock) {
    this.world = world;
    this.plane = plane;
    this.clock = clock;
  }

  /** The loop turns. */
  boolean turns() {
    return !stalled && !busy;
  }

  boolean isStalled() {
    return stalled;
  }

  /** The process is gone, and with it what waited. */
  void died() {
    stalled = false;
    asleep.clear();
    stopped();
  }

  /** The loop is gone, and with it what it had not heard. */
  void stopped() {
    busy = false;
    answers++;
    waiting.clear();
  }

  void waits(Signal signal) {
    waiting.add(signal);
  }

  /** Does it now, or as soon as the process is not stopped any more. */
  void awake(Runnable act) {
    if (stalled) {
      asleep.add(act);
    } else {
      act.run();
    }
  }

  /**
   * The process does not run for a while; with {@code suspended} the whole machine sleeps, and its
   * monotonic clock with it.
   */
  void stall(long lasting, boolean suspended) {
    stalled = true;
    stalls++;
    int mine = stalls;
    world.agenda.in(
        lasting,
        () -> {
          if (stalled && stalls == mine) {
            goOn(lasting, suspended);
          }
        });
  }

  private void goOn(long lasting, boolean suspended) {
    stalled = false;
    if (suspended) {
      clock.slept(lasting);
      plane.slept(lasting);
    }
    if (world.store != null) {
      world.store.oneMayAct();
    }
    // Which of the threads runs first is a matter of chance.
    if (!asleep.isEmpty() && world.chance.once(2)) {
      wake();
    }
    plane.tell(new Signal.Stalled(Duration.ofMillis(lasting)));
    drain();
    if (lasting > 60_000) {
      plane.line.end("the broker gave the connection up");
    }
    wake();
  }

  private void wake() {
    while (!asleep.isEmpty() && !stalled) {
      asleep.removeFirst().run();
    }
  }

  private void drain() {
    while (!waiting.isEmpty() && plane.loop() != null && turns()) {
      plane.tell(waiting.next(plane.time()));
    }
  }

  /** The loop stands so long in a write or for an answer, and then does that. */
  void busy(long span, Runnable then) {
    busy = true;
    answers++;
    int mine = answers;
    world.agenda.in(span, () -> awake(() -> answered(mine, span, then)));
  }

  private void answered(int mine, long span, Runnable then) {
    if (mine == answers) {
      busy = false;
      then.run();
      if (span > NOTICED) {
        plane.tell(new Signal.Stalled(Duration.ofMillis(span)));
      }
      drain();
    }
  }
}
