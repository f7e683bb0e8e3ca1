package io.piha.console.dialog;

import java.util.function.Function;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** Says the choices of a box that nobody types into. */
final class KeyedText<T> extends StringConverter<T> {

  private final Function<T, String> say;

  KeyedText(Function<T, String> say) {
    this.say = say;
  }

  @Override
  public String toString(@Nullable T value) {
    return value == null ? "" : say.apply(value);
  }

  @Override
  public T fromString(String text) {
    throw new UnsupportedOperationException("the box is not editable");
  }
}
