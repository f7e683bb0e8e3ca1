package io.piha.console.audit;

import java.util.Optional;

/**
 * One choice of a list that narrows.
 *
 * @param value empty for the one that does not narrow
 */
record Choice<T>(Optional<T> value, String name) {

  static <T> Choice<T> all(String name) {
    return new Choice<>(Optional.empty(), name);
  }

  static <T> Choice<T> of(T value, String name) {
    return new Choice<>(Optional.of(value), name);
  }

  @Override
  public String toString() {
    return name;
  }
}
