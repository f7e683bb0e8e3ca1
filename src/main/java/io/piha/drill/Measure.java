package io.piha.drill;

import java.time.Duration;
import java.util.Locale;

/** What is measured of a failover; every span is part of the total, except readiness. */
public enum Measure {
  /** From the harm to the leader's silence being noticed. */
  DETECTION("heartbeat_timeout"),
  /** From there until it was verified over the probes. */
  VERIFICATION("probe_timeout"),
  /** From there, over the power cycle and the wait after it, to the proof of off. */
  RECOVERY("recovery_wait"),
  /** From there until the new leader acknowledged its order. */
  PROMOTION("order_ack_timeout"),
  /** From the harm until somebody led again. */
  TOTAL(""),
  /** From then until all probes of the new leader were up. */
  READY("probe_every");

  private final String word = name().toLowerCase(Locale.ROOT);
  private final String setting;

  Measure(String setting) {
    this.setting = setting;
  }

  /** The word in a report. */
  public String word() {
    return word;
  }

  /** The setting that it depends on most; empty for the total. */
  public String setting() {
    return setting;
  }

  /** The longest that it may be, as safety rules L1, L2 and L9 add it up. */
  public Duration bound(Bound.Scale scale) {
    var timing = scale.timing();
    return switch (this) {
      case DETECTION -> timing.heartbeatTimeout();
      case VERIFICATION -> timing.probeTimeout();
      case RECOVERY ->
          scale
              .switchDeadline()
              .multipliedBy(2)
              .plus(scale.guard().offTime())
              .plus(timing.recoveryWait())
              .plus(timing.probeTimeout())
              .plus(timing.fenceProof());
      case PROMOTION -> timing.orderAckTimeout();
      case TOTAL ->
          DETECTION
              .bound(scale)
              .plus(VERIFICATION.bound(scale))
              .plus(RECOVERY.bound(scale))
              .plus(PROMOTION.bound(scale));
      case READY -> timing.probeEvery().plus(timing.probeTimeout());
    };
  }
}
