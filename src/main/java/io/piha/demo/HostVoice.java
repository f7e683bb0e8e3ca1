package io.piha.demo;

import java.time.InstantSource;
import tools.jackson.databind.node.ObjectNode;

/** What a host says: its heartbeats and its announcement that it leads. */
final class HostVoice {
  private final String host;
  private final InstantSource clock;

  HostVoice(String host, InstantSource clock) {
    this.host = host;
    this.clock = clock;
  }

  /**
   * @param planned {@code restart} or {@code update} before an announced absence, else empty
   */
  String heartbeat(boolean leads, long epoch, long seq, String planned) {
    ObjectNode beat =
        Json.object()
            .put("host", host)
            .put("state", leads ? "leader" : "observing")
            .put("epoch", epoch)
            .put("seq", seq)
            .put("sent_at", clock.instant().toString());
    if (!planned.isEmpty()) {
      beat.put("planned", planned);
    }
    return beat.toString();
  }

  String announcement(long epoch) {
    return Json.object()
        .put("state", "leader")
        .put("host", host)
        .put("epoch", epoch)
        .put("by", host)
        .put("at", clock.instant().toString())
        .toString();
  }
}
