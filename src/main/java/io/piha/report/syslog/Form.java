package io.piha.report.syslog;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Severity;
import io.piha.journal.AuditRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** How a record is written for one kind of receiver. */
interface Form {

  /** Facility {@code daemon} (RFC 5424, table 1). */
  int DAEMON = 3;

  JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Writes a record.
   *
   * @param most bytes that the receiver takes; a longer record loses its details first, then the
   *     end of its sentence
   */
  byte[] write(AuditRecord record, int most);

  /** Severity as syslog numbers it (RFC 5424, table 2). */
  static int severity(Severity severity) {
    return switch (severity) {
      case INFO -> 6;
      case WARNING -> 4;
      case CRITICAL -> 2;
    };
  }

  /** What a person reads: what it is about, and the reason. */
  static String sentence(Entry entry) {
    StringBuilder out = new StringBuilder();
    if (entry.service() != null) {
      out.append(entry.service());
      out.append(entry.host() == null ? ": " : "/" + entry.host() + ": ");
    } else if (entry.host() != null) {
      out.append(entry.host()).append(": ");
    }
    return out.append(entry.reason()).toString();
  }

  /** The fields that a program picks out, by their names; absent ones are left out. */
  static Map<String, String> fields(AuditRecord record) {
    Entry entry = record.entry();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("id", Long.toString(record.id()));
    fields.put("kind", entry.kind().word());
    if (entry.service() != null) {
      fields.put("service", entry.service());
    }
    if (entry.host() != null) {
      fields.put("host", entry.host());
    }
    if (entry.epoch() != null) {
      fields.put("epoch", Long.toString(entry.epoch()));
    }
    fields.put("by", entry.by());
    fields.put("hash", record.hash());
    return fields;
  }

  /** The details as one line of JSON. */
  static String detail(Entry entry) {
    return JSON.writeValueAsString(entry.detail());
  }

  /** As many whole characters as fit into so many bytes of UTF-8. */
  static String cut(String text, int bytes) {
    int used = 0;
    int end = 0;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      used += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (used > bytes) {
        break;
      }
      end += Character.charCount(point);
    }
    return text.substring(0, end);
  }
}
