package io.piha.console.audit;

import io.piha.console.kit.Words;
import io.piha.journal.AuditFilter;
import io.piha.journal.AuditJson;
import io.piha.journal.AuditLog;
import io.piha.journal.AuditRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Records as a file: JSON lines exactly as they are chained, or CSV (RFC 4180) for a spreadsheet.
 */
final class AuditExport {

  private static final String HEAD = "id,at,kind,severity,service,host,epoch,by,reason,detail,hash";

  private final AuditLog log;
  private final Words words;

  AuditExport(AuditLog log, Words words) {
    this.log = log;
    this.words = words;
  }

  /** Writes them, newest first; returns how many. */
  long write(Path file, Narrow wanted, Instant now) throws IOException {
    boolean csv = file.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".csv");
    long count = 0;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      if (csv) {
        out.write(HEAD + "\r\n");
      }
      AuditFilter filter = wanted.filter(now, AuditModel.PAGE);
      List<AuditRecord> page = log.query(filter);
      while (!page.isEmpty()) {
        for (AuditRecord each : page) {
          if (wanted.passes(AuditLine.of(each, words), now)) {
            out.write(csv ? row(each) + "\r\n" : AuditJson.line(each) + "\n");
            count++;
          }
        }
        page = log.query(filter.after(page.getLast().id()));
      }
    }
    return count;
  }

  static String row(AuditRecord record) {
    var entry = record.entry();
    return Stream.of(
            record.id(),
            record.at(),
            entry.kind().word(),
            entry.severity(),
            Objects.requireNonNullElse(entry.service(), ""),
            Objects.requireNonNullElse(entry.host(), ""),
            entry.epoch() == null ? "" : entry.epoch(),
            entry.by(),
            entry.reason(),
            entry.detail().isEmpty() ? "" : entry.detail(),
            record.hash())
        .map(value -> cell(String.valueOf(value)))
        .collect(Collectors.joining(","));
  }

  /** Texts from outside must not become formulas in a spreadsheet. */
  private static String cell(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    String safe = formula ? "'" + text : text;
    boolean plain = safe.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
    return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }
}
