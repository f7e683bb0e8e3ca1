package io.piha.alert.rules;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Severity;
import io.piha.journal.AuditRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the rules hear. */
public sealed interface Event {

  /** An audit record was written. */
  record Recorded(long id, Instant at, Entry entry) implements Event {
    /** The record as the rules hear it. */
    public static Recorded of(AuditRecord record) {
      return new Recorded(record.id(), record.at(), record.entry());
    }
  }

  /**
   * Something that no audit record tells is so, or is so no longer; saying it again changes
   * nothing.
   *
   * @param cause names it, e.g. {@code certificate:mail.example.org:465}
   * @param active whether it is so
   * @param at wall time, for people
   * @param title what it is, a few words
   * @param text the sentence with its numbers
   */
  record Noticed(
      String cause,
      boolean active,
      Severity severity,
      @Nullable String service,
      @Nullable String host,
      Instant at,
      String title,
      String text)
      implements Event {}

  /**
   * A person wants to be left alone with what is not critical.
   *
   * @param until when that ends; a time that has passed ends it now
   * @param by who
   * @param reason why
   */
  record Silenced(Instant until, String by, String reason) implements Event {}

  /**
   * Another control plane goes on with what that one was telling.
   *
   * @param from who acted before
   * @param by who acts now
   * @param at wall time
   */
  record TakenOver(String from, String by, Instant at) implements Event {}

  /** Nothing but time has passed. */
  record Passed() implements Event {}
}
