package io.piha.demo;

import java.time.Duration;

/**
 * How long things take in the estate: the contract's usual durations, divided by the speed, but
 * never so short that a busy machine would break them.
 *
 * @param speed how many times faster than a real house; 1 is a real house
 */
public record DemoTimings(double speed) {
  private static final Duration SHORTEST = Duration.ofMillis(50);

  /** For what has to cross real sockets and be answered by another program meanwhile. */
  private static final Duration SHORTEST_ANSWER = Duration.ofMillis(500);

  public DemoTimings {
    if (!(speed >= 0.1 && speed <= 1000)) {
      throw new IllegalArgumentException("the speed must be from 0.1 to 1000, not " + speed);
    }
  }

  /** A duration of a real house in the demo's time. */
  public Duration of(Duration real) {
    return atLeast(real, SHORTEST);
  }

  private Duration atLeast(Duration real, Duration floor) {
    Duration scaled = Duration.ofMillis(Math.round(real.toMillis() / speed));
    return scaled.compareTo(floor) < 0 ? floor : scaled;
  }

  public Duration heartbeatEvery() {
    return of(Duration.ofSeconds(30));
  }

  public Duration heartbeatTimeout() {
    Duration three = heartbeatEvery().multipliedBy(3);
    Duration wanted = atLeast(Duration.ofSeconds(90), SHORTEST_ANSWER);
    return wanted.compareTo(three) < 0 ? three : wanted;
  }

  public Duration probeEvery() {
    return atLeast(Duration.ofSeconds(10), Duration.ofMillis(200));
  }

  public Duration probeTimeout() {
    return atLeast(Duration.ofSeconds(3), SHORTEST_ANSWER);
  }

  public Duration recoveryWait() {
    return atLeast(Duration.ofSeconds(60), SHORTEST_ANSWER);
  }

  public Duration fenceProof() {
    return atLeast(Duration.ofSeconds(5), Duration.ofMillis(150));
  }

  public Duration orderAckTimeout() {
    return atLeast(Duration.ofSeconds(30), Duration.ofSeconds(1));
  }

  public Duration failbackTimeout() {
    return atLeast(Duration.ofMinutes(10), Duration.ofSeconds(5));
  }

  public Duration partialGrace() {
    return of(Duration.ofMinutes(5));
  }

  public Duration plannedRestart() {
    return of(Duration.ofMinutes(15));
  }

  public Duration plannedUpdate() {
    return of(Duration.ofMinutes(30));
  }

  /** Long enough that a reader of the switch cannot miss it. */
  public Duration offTime() {
    return atLeast(Duration.ofSeconds(8), Duration.ofMillis(400));
  }

  public Duration minInterval() {
    return of(Duration.ofMinutes(10));
  }

  public Duration day() {
    return of(Duration.ofDays(1));
  }

  /** From power to the first answer of a simulated host. */
  public Duration bootTime() {
    return of(Duration.ofSeconds(40));
  }
}
