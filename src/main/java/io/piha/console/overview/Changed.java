package io.piha.console.overview;

import javafx.beans.property.ReadOnlyObjectWrapper;

/** Sets a property only when the value is another one, so that nothing is painted for nothing. */
final class Changed {

  private Changed() {}

  static <T> void set(ReadOnlyObjectWrapper<T> property, T value) {
    if (!value.equals(property.get())) {
      property.set(value);
    }
  }
}
