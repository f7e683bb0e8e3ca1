package io.piha.bench;

import io.piha.arbiter.Arbiter;
import io.piha.arbiter.Decision;
import io.piha.arbiter.Signal;
import io.piha.arbiter.State;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;

/** One decision among a thousand services in the steady phase. */
@org.openjdk.jmh.annotations.State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MicroArbiter {
  private static final int SERVICES = 1_000;
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:01Z");

  private final State steady = ArbiterSteps.steady();
  private int turn;

  /** A leader's heartbeat. */
  @Benchmark
  public Decision heartbeat() {
    return Arbiter.decide(steady, Services.heartbeat(next(), 0, 0, 1, NOW), NOW);
  }

  /** A deadline that is not due yet. */
  @Benchmark
  public Decision notDue() {
    return Arbiter.decide(steady, new Signal.Due(Services.name(next())), NOW);
  }

  /** When a service next wants to be asked. */
  @Benchmark
  public Optional<Instant> deadline() {
    return Arbiter.serviceDeadline(steady, Services.name(next()), NOW);
  }

  private int next() {
    turn = (turn + 1) % SERVICES;
    return turn;
  }
}
