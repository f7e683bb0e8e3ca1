package io.piha.arbiter;

import java.time.Duration;

/** The waits of one service; the configuration's section {@code timing}, same names. */
public record Timing(
    Duration heartbeatEvery,
    Duration heartbeatTimeout,
    Duration probeEvery,
    Duration probeTimeout,
    Duration recoveryWait,
    Duration fenceProof,
    Duration orderAckTimeout,
    Duration failbackTimeout,
    Duration partialGrace,
    Duration plannedRestart,
    Duration plannedUpdate) {

  /** The defaults of the configuration. */
  public static final Timing DEFAULT =
      new Timing(
          Duration.ofSeconds(30),
          Duration.ofSeconds(90),
          Duration.ofSeconds(10),
          Duration.ofSeconds(3),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(10),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30));

  /** Longest silence that is believed after an announced absence. */
  public Duration planned(Absence absence) {
    return switch (absence) {
      case RESTART -> plannedRestart;
      case UPDATE -> plannedUpdate;
    };
  }
}
