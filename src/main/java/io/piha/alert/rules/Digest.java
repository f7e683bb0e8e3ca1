package io.piha.alert.rules;

import io.piha.arbiter.Severity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Many messages as one. */
final class Digest {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private Digest() {}

  static Message of(String thread, List<Message> held, long count, Instant since, Instant now) {
    Severity worst =
        held.stream().map(Message::severity).max(Severity::compareTo).orElse(Severity.INFO);
    StringBuilder text = new StringBuilder();
    for (Message each : held) {
      text.append(TIME.format(each.at())).append(' ');
      text.append(each.severity().word()).append(": ").append(each.title()).append('\n');
    }
    long more = count - held.size();
    if (more > 0) {
      text.append("and ").append(more).append(" more; the audit log has them all\n");
    }
    text.append("Times are UTC.");
    boolean drilled = more == 0 && held.stream().allMatch(Message::isOfDrill);
    String title = count + " messages in " + Spans.words(since, now) + " held back";
    return new Message(
        thread,
        true,
        null,
        worst,
        "digest",
        null,
        null,
        now,
        drilled ? Exercise.marked(title) : title,
        text.toString(),
        false);
  }
}
