package io.piha.console.setup;

import io.piha.console.kit.Words;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** Fields under each other, each below its label. */
public final class FormRows extends VBox {

  public FormRows() {
    getStyleClass().add("form-rows");
  }

  /** Shows these fields instead of those before. */
  void show(List<Field> fields, Words words) {
    getChildren().setAll(fields.stream().map(each -> row(each, words)).toList());
  }

  private static VBox row(Field field, Words words) {
    String label = words.sayOr("setup.field." + field.key(), field.key());
    TextField input = field.secret() ? new PasswordField() : new TextField();
    input.setId(field.id());
    input.setPromptText(field.example());
    input.setAccessibleText(label);
    input.textProperty().bindBidirectional(field.value());
    Label name = new Label(label);
    name.setWrapText(true);
    name.setLabelFor(input);
    VBox row = new VBox(name, input);
    row.getStyleClass().add("field");
    return row;
  }
}
