package io.piha.bench;

import com.sun.management.ThreadMXBean;
import io.piha.arbiter.Arbiter;
import io.piha.arbiter.Decision;
import io.piha.arbiter.HostClaim;
import io.piha.arbiter.PublicState;
import io.piha.arbiter.Signal;
import io.piha.arbiter.State;
import io.piha.arbiter.Timing;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What one decision costs by itself: a thousand services in the steady phase. */
final class ArbiterSteps implements Benchmark {
  private static final int SERVICES = 1_000;
  private static final int BATCH = 20_000;
  private static final int WARM_UPS = 30;
  private static final int BATCHES = 21;
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /** Which signal comes next; time goes on by a millisecond with each. */
  private interface Next {
    Signal at(int step, Instant now);
  }

  @Override
  public String name() {
    return "arbiter";
  }

  @Override
  public void run(Sheet sheet) {
    State steady = steady();
    sheet.say(SERVICES + " services, each with a leader and a standby");
    measure(sheet, "heartbeat of a leader", steady, (step, now) -> beat(step, 0, now));
    measure(sheet, "heartbeat of a standby", steady, (step, now) -> beat(step, 1, now));
    measure(
        sheet,
        "probe round, all up",
        steady,
        (step, now) -> Services.probes(Services.name(step % SERVICES), "standby", true, now));
    measure(
        sheet,
        "deadline that is not due yet",
        steady,
        (step, _) -> new Signal.Due(Services.name(step % SERVICES)));
    measure(sheet, "witnesses answered (whole site)", steady, (_, _) -> witnesses(), 200);
  }

  private static Signal beat(int step, int host, Instant now) {
    return Services.heartbeat(step % SERVICES, host, 0, 1, now);
  }

  private static Signal witnesses() {
    return new Signal.WitnessRound(Map.of("gateway", ""));
  }

  static State steady() {
    State state = Arbiter.begin(Services.policy(SERVICES, Timing.DEFAULT), NOON);
    state = Arbiter.decide(state, new Signal.Started(false), NOON).next();
    state = Arbiter.decide(state, new Signal.BrokerConnected(), NOON).next();
    state = Arbiter.decide(state, new Signal.RoundTrip(), NOON).next();
    state = Arbiter.decide(state, witnesses(), NOON).next();
    for (int i = 0; i < SERVICES; i++) {
      Signal claim =
          new Signal.Announcement(
              Services.name(i),
              Optional.of(PublicState.LEADER),
              "primary",
              HostClaim.LEADER,
              OptionalLong.of(1),
              true,
              NOON);
      state = Arbiter.decide(state, claim, NOON).next();
      for (String host : Services.HOSTS) {
        Signal up = Services.probes(Services.name(i), host, true, NOON);
        state = Arbiter.decide(state, up, NOON).next();
      }
    }
    return state;
  }

  private static void measure(Sheet sheet, String what, State from, Next next) {
    measure(sheet, what, from, next, BATCH);
  }

  private static void measure(Sheet sheet, String what, State from, Next next, int batch) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[] nanos = new double[BATCHES];
    double[] deadlines = new double[BATCHES];
    double bytes = 0;
    Runner runner = new Runner(from, next);
    for (int i = 0; i < WARM_UPS; i++) {
      runner.decide(batch);
      runner.deadlines(batch);
    }
    for (int i = 0; i < BATCHES; i++) {
      long allocated = threads.getCurrentThreadAllocatedBytes();
      long began = threads.getCurrentThreadCpuTime();
      runner.decide(batch);
      nanos[i] = (threads.getCurrentThreadCpuTime() - began) / (double) batch;
      bytes = (threads.getCurrentThreadAllocatedBytes() - allocated) / (double) batch;
      began = threads.getCurrentThreadCpuTime();
      runner.deadlines(batch);
      deadlines[i] = (threads.getCurrentThreadCpuTime() - began) / (double) batch;
    }
    Arrays.sort(nanos);
    Arrays.sort(deadlines);
    sheet.say(runner.effects + " effects of all steps together"); // keeps them from being left out
    sheet.figure(what, nanos[BATCHES / 2], "ns");
    sheet.figure(what + ", allocated", bytes, "bytes");
    sheet.figure(what + ", its next deadline", deadlines[BATCHES / 2], "ns");
  }

  /** Time moves on from step to step and begins anew with each batch, so that nothing falls due. */
  private static final class Runner {
    private final State from;
    private final Next next;
    private int effects;

    Runner(State from, Next next) {
      this.from = from;
      this.next = next;
    }

    void decide(int steps) {
      State state = from;
      for (int i = 0; i < steps; i++) {
        Instant now = NOON.plusMillis(i / 4);
        Decision decision = Arbiter.decide(state, next.at(i, now), now);
        effects += decision.effects().size();
        state = decision.next();
      }
    }

    void deadlines(int steps) {
      for (int i = 0; i < steps; i++) {
        if (Arbiter.serviceDeadline(from, Services.name(i % SERVICES), NOON)
            .filter(NOON::isAfter)
            .isPresent()) {
          effects++;
        }
      }
    }
  }
}
