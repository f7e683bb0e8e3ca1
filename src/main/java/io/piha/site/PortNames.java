package io.piha.site;

import java.util.Optional;

/**
 * Brings the names of ports into one form, so that two spellings of one port are never taken for
 * two ports.
 */
public final class PortNames {
  private PortNames() {}

  /** A port that is named by its number alone; nothing when it is none, which is reported then. */
  public static Optional<String> number(Value value, String written) {
    if (!written.matches("0*[1-9][0-9]{0,4}")) {
      value.error(Words.quote(value.raw()) + " is no port of this switch", "write its number");
      return Optional.empty();
    }
    return Optional.of(String.valueOf(Integer.parseInt(written)));
  }
}
