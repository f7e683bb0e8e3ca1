package io.piha.journal;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The audit record as JSON, as others publish and keep it.
 *
 * <p>The fields stand in a fixed order in a line; absent ones are {@code null}; {@code at} always
 * has three digits of milliseconds, so that a line that was read and written again keeps its hash.
 */
public final class AuditJson {
  /** The {@code prev} of the first record. */
  public static final String GENESIS = "0".repeat(64);

  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private AuditJson() {}

  /** One line of JSON without a line end, hash included. */
  public static String line(AuditRecord record) {
    Map<String, @Nullable Object> fields = fields(record);
    fields.put("hash", record.hash());
    return inOrder(fields);
  }

  /** A time as all records write it: RFC 3339, UTC, milliseconds. */
  public static String time(Instant at) {
    return AT.format(at);
  }

  /**
   * A record and the text it was hashed over.
   *
   * @param body {@link #body} of the record
   */
  record Chained(AuditRecord record, String body) {}

  /** Numbers and chains an entry; its texts and details are brought into a form JSON can say. */
  static Chained chain(long id, Instant at, Entry entry, String prev) {
    Entry plain =
        new Entry(
            entry.kind(),
            entry.severity(),
            textOrNull(entry.service()),
            textOrNull(entry.host()),
            entry.epoch(),
            PlainValues.text(entry.by()),
            PlainValues.text(entry.reason()),
            PlainValues.detail(entry.detail()));
    AuditRecord open =
        new AuditRecord(id, at.truncatedTo(ChronoUnit.MILLIS), plain, prev, /* hash= */ "");
    String body = body(open);
    return new Chained(new AuditRecord(id, open.at(), plain, prev, hash(body)), body);
  }

  /** What is hashed: the canonical JSON without {@code hash}. */
  static String body(AuditRecord record) {
    StringBuilder out = new StringBuilder(512);
    CanonicalJson.write(new TreeMap<>(fields(record)), out);
    return out.toString();
  }

  /** SHA-256 in lower-case hex over the UTF-8 of a record's canonical JSON. */
  static String hash(String body) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(body.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /**
   * The record that parsed fields say.
   *
   * @throws IllegalArgumentException when a field is missing or of the wrong type
   */
  static AuditRecord record(Map<String, @Nullable Object> fields, String hash) {
    Entry entry =
        new Entry(
            kind(JsonText.text(fields, "kind")),
            severity(JsonText.textOrNull(fields, "severity")),
            JsonText.textOrNull(fields, "service"),
            JsonText.textOrNull(fields, "host"),
            JsonText.wholeOrNull(fields, "epoch"),
            JsonText.text(fields, "by"),
            JsonText.text(fields, "reason"),
            PlainValues.detail(JsonText.object(fields, "detail")));
    Instant at = JsonText.time(fields, "at");
    return new AuditRecord(
        JsonText.whole(fields, "id"), at, entry, JsonText.text(fields, "prev"), hash);
  }

  /** The line for fields that were stored, in the same order as {@link #line}. */
  static String line(Map<String, @Nullable Object> stored, String hash) {
    Map<String, @Nullable Object> ordered = new LinkedHashMap<>();
    for (String name :
        new String[] {
          "id",
          "at",
          "service",
          "host",
          "kind",
          "severity",
          "epoch",
          "by",
          "reason",
          "detail",
          "prev"
        }) {
      ordered.put(name, stored.get(name));
    }
    ordered.putAll(stored);
    ordered.put("hash", hash);
    return inOrder(ordered);
  }

  private static Map<String, @Nullable Object> fields(AuditRecord record) {
    Entry entry = record.entry();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("id", record.id());
    fields.put("at", time(record.at()));
    fields.put("service", entry.service());
    fields.put("host", entry.host());
    fields.put("kind", entry.kind().word());
    fields.put("severity", entry.severity().word());
    fields.put("epoch", entry.epoch());
    fields.put("by", entry.by());
    fields.put("reason", entry.reason());
    fields.put("detail", entry.detail());
    fields.put("prev", record.prev());
    return fields;
  }

  private static String inOrder(Map<String, @Nullable Object> fields) {
    StringBuilder out = new StringBuilder(512);
    char separator = '{';
    for (Map.Entry<String, @Nullable Object> each : fields.entrySet()) {
      CanonicalJson.write(each.getKey(), out.append(separator));
      CanonicalJson.write(each.getValue(), out.append(':'));
      separator = ',';
    }
    return out.append('}').toString();
  }

  private static Kind kind(String word) {
    for (Kind each : Kind.values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    return Kind.ATTENTION; // written by a later version; the stored text is kept as it is
  }

  private static Severity severity(@Nullable String word) {
    return Optional.ofNullable(word).stream()
        .flatMap(given -> Arrays.stream(Severity.values()).filter(s -> s.word().equals(given)))
        .findFirst()
        .orElse(Severity.INFO);
  }

  private static @Nullable String textOrNull(@Nullable String text) {
    return text == null ? null : PlainValues.text(text);
  }
}
