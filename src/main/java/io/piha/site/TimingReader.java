package io.piha.site;

import java.time.Duration;

/** Reads the section {@code timing} of a service. */
final class TimingReader {
  private TimingReader() {}

  static Timing read(Fields fields) {
    Timing usual = Timing.DEFAULT;
    Timing timing =
        new Timing(
            duration(fields, "heartbeat_every", usual.heartbeatEvery()),
            duration(fields, "heartbeat_timeout", usual.heartbeatTimeout()),
            duration(fields, "probe_every", usual.probeEvery()),
            duration(fields, "probe_timeout", usual.probeTimeout()),
            duration(fields, "recovery_wait", usual.recoveryWait()),
            duration(fields, "fence_proof", usual.fenceProof()),
            duration(fields, "order_ack_timeout", usual.orderAckTimeout()),
            duration(fields, "failback_timeout", usual.failbackTimeout()),
            fields
                .take("partial_grace")
                .flatMap(Value::durationOrZero)
                .orElse(usual.partialGrace()),
            duration(fields, "planned_restart", usual.plannedRestart()),
            duration(fields, "planned_update", usual.plannedUpdate()));
    fields.done();
    return timing;
  }

  private static Duration duration(Fields fields, String key, Duration usual) {
    return fields.take(key).flatMap(Value::duration).orElse(usual);
  }
}
