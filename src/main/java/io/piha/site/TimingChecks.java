package io.piha.site;

import java.time.Duration;

/** Waits that contradict each other. */
final class TimingChecks {
  private TimingChecks() {}

  static void check(Service service, String path, Report report) {
    String at = path + ".timing";
    Timing timing = service.timing();
    if (report.isBroken(at)) {
      return;
    }
    Duration three = timing.heartbeatEvery().multipliedBy(3);
    if (timing.heartbeatTimeout().compareTo(three) < 0) {
      String key =
          report.isWritten(at + ".heartbeat_timeout")
              ? at + ".heartbeat_timeout"
              : at + ".heartbeat_every";
      report.error(
          report.origin(key),
          key,
          "heartbeat_timeout ("
              + Durations.format(timing.heartbeatTimeout())
              + ") is under three heartbeat_every ("
              + Durations.format(timing.heartbeatEvery())
              + "), so one lost message would look like a death",
          "write heartbeat_timeout: " + Durations.format(three) + " or more");
    }
    if (timing.probeTimeout().compareTo(timing.probeEvery()) >= 0) {
      String key =
          report.isWritten(at + ".probe_timeout") ? at + ".probe_timeout" : at + ".probe_every";
      report.warning(
          report.origin(key),
          key,
          "a probe may take longer ("
              + Durations.format(timing.probeTimeout())
              + ") than the time to the next ("
              + Durations.format(timing.probeEvery())
              + ")",
          "make probe_timeout shorter than probe_every");
    }
  }
}
