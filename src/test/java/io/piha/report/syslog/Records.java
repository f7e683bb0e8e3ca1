package io.piha.report.syslog;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.journal.AuditRecord;
import java.time.Instant;
import java.util.Map;

/** Records for tests. */
final class Records {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.040Z");

  private Records() {}

  static Entry entry(String reason) {
    return new Entry(
        Kind.PROMOTED,
        Severity.WARNING,
        "home-assistant",
        "standby",
        8L,
        Entry.CONTROL,
        reason,
        Map.of("silence_s", 92L));
  }

  static AuditRecord record(long id, Entry entry) {
    return new AuditRecord(id, NOON, entry, "0".repeat(64), "ab".repeat(32));
  }
}
