package io.piha.journal;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import java.time.Instant;
import java.util.Map;

/** Entries for tests. */
final class Entries {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Entries() {}

  static Entry entry(Kind kind, String service, String host, String reason) {
    return new Entry(
        kind,
        Severity.WARNING,
        service,
        host,
        7L,
        Entry.CONTROL,
        reason,
        Map.of("silence_s", 92L, "load", 0.25, "probes", Map.of("core", "refused")));
  }

  static Entry entry(String reason) {
    return entry(Kind.HEARTBEAT_LOST, "home-assistant", "haos", reason);
  }
}
