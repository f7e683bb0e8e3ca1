package io.piha.console.setup;

import io.piha.setup.Filled;
import io.piha.setup.Form;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * A choice among kinds, one of them being none, and what the chosen kind asks. What was typed for
 * one kind is kept while another is looked at.
 */
final class FormFields<F extends Enum<F> & Form> {
  private final ObjectProperty<Optional<F>> kind = new SimpleObjectProperty<>(Optional.empty());
  private final List<Optional<F>> kinds = new ArrayList<>();
  private final Map<F, List<Field>> fields;

  /**
   * @param id under which the fields' ids begin
   */
  FormFields(String id, Class<F> of) {
    fields = new EnumMap<>(of);
    kinds.add(Optional.empty());
    for (F each : of.getEnumConstants()) {
      kinds.add(Optional.of(each));
      fields.put(each, each.questions().stream().map(q -> Field.of(id, q)).toList());
    }
  }

  /** What can be chosen, none first. */
  List<Optional<F>> kinds() {
    return kinds;
  }

  ObjectProperty<Optional<F>> kind() {
    return kind;
  }

  /** What the chosen kind asks. */
  List<Field> fields() {
    return kind.get().map(each -> fields.getOrDefault(each, List.of())).orElse(List.of());
  }

  /** The chosen kind with what was typed. */
  Optional<Filled<F>> filled() {
    return kind.get()
        .map(
            chosen -> {
              Map<String, String> values = new HashMap<>();
              fields().forEach(each -> values.put(each.key(), each.text()));
              return new Filled<>(chosen, values);
            });
  }
}
