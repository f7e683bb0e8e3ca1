package io.piha.alert.rules;

import io.piha.arbiter.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One incident as people are told of it: one cause, from its first sign until it has been gone for
 * long enough.
 *
 * @param key names the cause
 * @param thread names this incident in messages
 * @param incident the arbiter's number, where it has one
 * @param kind what opened it
 * @param severity the worst so far
 * @param title of its first message
 * @param text of its first message
 * @param begun wall time of the first sign
 * @param parts what it says it about and is not over yet
 * @param under whether it is silent while something larger is going on
 * @param tellAt when it is told, unless it is over by then
 * @param said the words of what was told already; each is told once
 * @param notes what happened since the last message, in lines
 * @param acked whether a person has seen it
 * @param over wall time at which the last part ended
 * @param overAt when "resolved" is said, unless it comes back before
 * @param againAt when it is told again
 */
public record Trouble(
    String key,
    String thread,
    @Nullable Long incident,
    String kind,
    Severity severity,
    @Nullable String service,
    @Nullable String host,
    String title,
    String text,
    Instant begun,
    Set<String> parts,
    boolean under,
    @Nullable Instant tellAt,
    Set<String> said,
    List<String> notes,
    boolean acked,
    @Nullable Instant over,
    @Nullable Instant overAt,
    @Nullable Instant againAt) {

  /** What happened in between is kept in so many lines; the newest count. */
  private static final int MOST_NOTES = 20;

  private static final int MOST_SAID = 64;
  private static final int MOST_PARTS = 200;

  public Trouble {
    parts = Set.copyOf(parts);
    said = Set.copyOf(said);
    notes = List.copyOf(notes);
  }

  /** Whether anybody was told of it. */
  boolean told() {
    return !said.isEmpty();
  }

  /** Whether it goes on. */
  boolean goesOn() {
    return over == null;
  }

  Trouble withNote(String line) {
    List<String> more = new ArrayList<>(notes);
    more.add(line);
    return withNotes(more.size() > MOST_NOTES ? more.subList(1, more.size()) : more);
  }

  Trouble withNotes(List<String> lines) {
    return with(severity, parts, under, tellAt, said, lines, acked, over, overAt, againAt);
  }

  Trouble saying(String word) {
    Set<String> more = new TreeSet<>(said);
    if (more.size() < MOST_SAID) {
      more.add(word);
    }
    return with(severity, parts, under, null, more, List.of(), acked, over, overAt, againAt);
  }

  Trouble goingOnWith(String part, Severity weight) {
    Set<String> more = new TreeSet<>(parts);
    if (more.size() < MOST_PARTS) {
      more.add(part);
    }
    Severity worst = weight.compareTo(severity) > 0 ? weight : severity;
    return with(worst, more, under, tellAt, said, notes, acked, null, null, againAt);
  }

  Trouble without(String part) {
    Set<String> fewer = new TreeSet<>(parts);
    fewer.remove(part);
    return with(severity, fewer, under, tellAt, said, notes, acked, over, overAt, againAt);
  }

  Trouble over(Instant at, Instant sayAt) {
    return with(severity, Set.of(), under, tellAt, said, notes, acked, at, sayAt, null);
  }

  Trouble seen() {
    return with(severity, parts, under, tellAt, said, notes, true, over, overAt, null);
  }

  Trouble again(@Nullable Instant at) {
    return with(severity, parts, under, tellAt, said, notes, acked, over, overAt, at);
  }

  Trouble tellAt(@Nullable Instant at) {
    return with(severity, parts, under, at, said, notes, acked, over, overAt, againAt);
  }

  /** The same incident in another memory: under another thread's name, by another clock. */
  Trouble in(
      String name, @Nullable Instant tell, @Nullable Instant sayEnd, @Nullable Instant again) {
    return new Trouble(
        key, name, incident, kind, severity, service, host, title, text, begun, parts, under, tell,
        said, notes, acked, over, sayEnd, again);
  }

  Trouble numbered(@Nullable Long number) {
    return number == null || incident != null
        ? this
        : new Trouble(
            key, thread, number, kind, severity, service, host, title, text, begun, parts, under,
            tellAt, said, notes, acked, over, overAt, againAt);
  }

  private Trouble with(
      Severity weight,
      Set<String> of,
      boolean beneath,
      @Nullable Instant tell,
      Set<String> words,
      List<String> lines,
      boolean ack,
      @Nullable Instant ended,
      @Nullable Instant sayEnd,
      @Nullable Instant again) {
    return new Trouble(
        key, thread, incident, kind, weight, service, host, title, text, begun, of, beneath, tell,
        words, lines, ack, ended, sayEnd, again);
  }
}
