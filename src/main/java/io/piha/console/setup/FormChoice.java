package io.piha.console.setup;

import io.piha.console.kit.Words;
import io.piha.setup.Form;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;

/** Ties a choice among kinds to the rows of what the chosen kind asks. */
final class FormChoice {

  private FormChoice() {}

  /**
   * Ties them.
   *
   * @param family under which the kinds' names stand among the texts, with {@code none}
   */
  static <F extends Enum<F> & Form> void tie(
      FormFields<F> fields,
      ComboBox<Optional<F>> choice,
      FormRows rows,
      String family,
      Words words) {
    choice.getItems().setAll(fields.kinds());
    choice.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(Optional<F> kind) {
            String name = kind.map(each -> each.name().toLowerCase(Locale.ROOT)).orElse("none");
            return words.say(family + name);
          }

          @Override
          public Optional<F> fromString(String text) {
            return Optional.empty();
          }
        });
    choice.valueProperty().bindBidirectional(fields.kind());
    fields.kind().subscribe(_ -> rows.show(fields.fields(), words));
  }
}
