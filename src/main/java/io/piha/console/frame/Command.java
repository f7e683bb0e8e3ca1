package io.piha.console.frame;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * Something the palette can do.
 *
 * @param keys the shortcut, if there is one
 */
record Command(String name, String keys, Runnable action) {

  /** Whether every word of a query is in the name. */
  boolean matches(String query) {
    String all = name.toLowerCase(Locale.ROOT);
    return Stream.of(query.toLowerCase(Locale.ROOT).strip().split("\\s+", -1))
        .allMatch(all::contains);
  }
}
