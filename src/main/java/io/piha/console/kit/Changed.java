package io.piha.console.kit;

import javafx.beans.property.ReadOnlyObjectWrapper;

/** Sets a property only when the value is another one, so that nothing is painted for nothing. */
public final class Changed {

  private Changed() {}

  /** Sets it when it differs. */
  public static <T> void set(ReadOnlyObjectWrapper<T> property, T value) {
    if (!value.equals(property.get())) {
      property.set(value);
    }
  }
}
