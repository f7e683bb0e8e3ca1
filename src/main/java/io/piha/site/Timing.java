package io.piha.site;

import java.time.Duration;

/**
 * The waits of one service.
 *
 * @param heartbeatEvery how often a healthy host is heard
 * @param heartbeatTimeout silence of the leader after which it is suspect
 * @param probeEvery how often each host is probed
 * @param probeTimeout how long a probe, or a witness, may take
 * @param recoveryWait from the confirmed power-on until the leader is given up
 * @param fenceProof how long "off" must be read back without a break
 * @param orderAckTimeout how long a host may take to acknowledge an order
 * @param failbackTimeout how long the primary may take to come up in a failback
 * @param partialGrace how long a mixed verdict is left to the host's own watchdog
 * @param plannedRestart longest announced absence for a restart that is believed
 * @param plannedUpdate longest announced absence for an update that is believed
 */
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

  /** What holds where the file says nothing. */
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
}
