package io.piha.alert.rules;

import io.piha.arbiter.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message to people, the same for every channel.
 *
 * @param thread what it belongs to; all messages of one incident carry the same
 * @param first whether it is the first of its thread
 * @param incident the number of the arbiter's incident, where there is one
 * @param kind the audit kind that caused it, or {@code reminder}, {@code resolved}, {@code digest}
 *     or a notice's own word
 * @param at wall time of the cause
 * @param title a few words, site not included
 * @param text sentences, one a line
 * @param resolved whether the incident is over
 */
public record Message(
    String thread,
    boolean first,
    @Nullable Long incident,
    Severity severity,
    String kind,
    @Nullable String service,
    @Nullable String host,
    Instant at,
    String title,
    String text,
    boolean resolved) {

  /** The longest title and text that leave the rules, in characters. */
  static final int LONGEST_TITLE = 200;

  static final int LONGEST_TEXT = 4_000;

  public Message {
    title = cut(title, LONGEST_TITLE);
    text = cut(text, LONGEST_TEXT);
  }

  /** The same, marked as part of a drill. */
  Message ofDrill() {
    return new Message(
        thread,
        first,
        incident,
        severity,
        kind,
        service,
        host,
        at,
        Exercise.marked(title),
        text,
        resolved);
  }

  /** The same in a thread of another name. */
  Message in(String name) {
    return new Message(
        name, first, incident, severity, kind, service, host, at, title, text, resolved);
  }

  /** Whether it was marked so. */
  boolean isOfDrill() {
    return title.startsWith(Exercise.MARK);
  }

  /** The text, with an ellipsis where it had to be cut; never cuts a character in two. */
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
    return text.substring(0, end) + "…";
  }
}
