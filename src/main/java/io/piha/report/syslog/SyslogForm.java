package io.piha.report.syslog;

import io.piha.arbiter.Entry;
import io.piha.journal.AuditJson;
import io.piha.journal.AuditRecord;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * RFC 5424. The record's fields are structured data under {@code piha@32473}; MSGID is the kind.
 *
 * <p>32473 is the enterprise number set aside for those who have none of their own (RFC 5612). A
 * sentence beyond ASCII begins with the byte order mark that section 6.4 asks for; a plain one goes
 * without, because many receivers print it.
 *
 * @param host name of this machine
 * @param process our process id
 */
record SyslogForm(String host, long process) implements Form {
  private static final String DATA = "piha@32473";
  private static final int LONGEST_HOST = 255;
  private static final int LONGEST_MSGID = 32;
  private static final String MORE = "...";

  SyslogForm {
    host = word(host, LONGEST_HOST);
  }

  @Override
  public byte[] write(AuditRecord record, int most) {
    Map<String, String> fields = Form.fields(record);
    if (!record.entry().detail().isEmpty()) {
      fields.put("detail", Form.detail(record.entry()));
    }
    byte[] whole = join(record, fields, most);
    if (whole.length <= most) {
      return whole;
    }
    fields.remove("detail");
    return join(record, fields, most);
  }

  private byte[] join(AuditRecord record, Map<String, String> fields, int most) {
    Entry entry = record.entry();
    StringBuilder head = new StringBuilder(512);
    head.append('<').append(DAEMON * 8 + Form.severity(entry.severity())).append(">1 ");
    head.append(AuditJson.time(record.at())).append(' ').append(host).append(" piha ");
    head.append(process).append(' ').append(word(entry.kind().word(), LONGEST_MSGID));
    head.append(" [").append(DATA);
    fields.forEach((name, value) -> parameter(head, name, value));
    head.append("] ");
    String text = plain(Form.sentence(entry));
    if (!text.chars().allMatch(each -> each < 0x80)) {
      head.append('\uFEFF');
    }
    int left = most - head.toString().getBytes(StandardCharsets.UTF_8).length;
    if (text.getBytes(StandardCharsets.UTF_8).length > left) {
      text = Form.cut(text, Math.max(0, left - MORE.length())) + MORE;
    }
    return head.append(text).toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void parameter(StringBuilder out, String name, String value) {
    out.append(' ').append(name).append("=\"");
    String plain = plain(value);
    for (int i = 0; i < plain.length(); i++) {
      char each = plain.charAt(i);
      if (each == '"' || each == '\\' || each == ']') {
        out.append('\\');
      }
      out.append(each);
    }
    out.append('"');
  }

  /** Receivers that split at line ends must not be misled by one inside. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  /** Visible ASCII without spaces, {@code -} for nothing. */
  private static String word(String text, int longest) {
    String clean = text.replaceAll("[^!-~]", "");
    return clean.isEmpty() ? "-" : clean.substring(0, Math.min(longest, clean.length()));
  }
}
