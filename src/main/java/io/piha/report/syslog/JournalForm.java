package io.piha.report.syslog;

import io.piha.journal.AuditJson;
import io.piha.journal.AuditRecord;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An entry of the systemd journal in its native protocol: {@code KEY=value} lines, or for a value
 * with line ends the key, a line end, the length as 64 bits little-endian, and the value.
 *
 * @see <a href="https://systemd.io/JOURNAL_NATIVE_PROTOCOL/">the protocol</a>
 */
record JournalForm() implements Form {
  /** What the keys of our own fields begin with: {@code journalctl PIHA_KIND=promoted}. */
  private static final String OURS = "PIHA_";

  @Override
  public byte[] write(AuditRecord record, int most) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("PRIORITY", Integer.toString(Form.severity(record.entry().severity())));
    fields.put("SYSLOG_FACILITY", Integer.toString(DAEMON));
    fields.put("SYSLOG_IDENTIFIER", "piha");
    Form.fields(record)
        .forEach((name, value) -> fields.put(OURS + name.toUpperCase(Locale.ROOT), value));
    fields.put(OURS + "AT", AuditJson.time(record.at()));
    byte[] bare = join(fields, "", most);
    if (!record.entry().detail().isEmpty()) {
      String detail = Form.detail(record.entry());
      if (bare.length + detail.length() * 4L < most / 2) {
        fields.put(OURS + "DETAIL", detail);
      }
    }
    return join(fields, Form.sentence(record.entry()), most);
  }

  private static byte[] join(Map<String, String> fields, String sentence, int most) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    fields.forEach((key, value) -> field(out, key, value));
    field(out, "MESSAGE", Form.cut(sentence, Math.max(0, most - out.size() - 32)));
    return out.toByteArray();
  }

  private static void field(ByteArrayOutputStream out, String key, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(key.getBytes(StandardCharsets.US_ASCII));
    if (value.indexOf('\n') < 0) {
      out.write('=');
    } else {
      out.write('\n');
      out.writeBytes(
          ByteBuffer.allocate(Long.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(bytes.length)
              .array());
    }
    out.writeBytes(bytes);
    out.write('\n');
  }
}
