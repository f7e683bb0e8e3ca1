package io.piha.engine;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Times as every outside format of the program writes them: RFC 3339, UTC, milliseconds. */
public final class Rfc3339 {

  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private Rfc3339() {}

  /** For example {@code 2026-03-01T02:14:05.120Z}; what is finer than a millisecond is cut off. */
  public static String text(Instant at) {
    return MILLIS.format(at);
  }
}
