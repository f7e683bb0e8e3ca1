package io.piha.console.kit;

import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.controlsfx.control.textfield.CustomTextField;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** Where one types what to look for; Escape, or the cross at its end, empties it. */
public final class SearchField extends CustomTextField {

  private final StringProperty clearText = new SimpleStringProperty(this, "clearText", "");

  public SearchField() {
    getStyleClass().add("search-field");
    setLeft(boxed("fth-search"));
    StackPane cross = boxed("fth-x");
    cross.getStyleClass().add("search-clear");
    cross.setAccessibleRole(AccessibleRole.BUTTON);
    cross.accessibleTextProperty().bind(clearText);
    cross.setCursor(Cursor.DEFAULT);
    cross.setOnMouseClicked(_ -> clear());
    textProperty().subscribe(text -> setRight(text.isEmpty() ? null : cross));
    addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
  }

  private static StackPane boxed(String icon) {
    StackPane box = new StackPane(new FontIcon(icon));
    box.getStyleClass().add("search-icon");
    return box;
  }

  /** The theme dresses it; the library's own sheet asks for colours of another theme. */
  @Override
  public @Nullable String getUserAgentStylesheet() {
    return null;
  }

  /** The second Escape belongs to whatever is around it. */
  private void pressed(KeyEvent key) {
    if (key.getCode() == KeyCode.ESCAPE && !getText().isEmpty()) {
      clear();
      key.consume();
    }
  }

  /** What a screen reader calls the cross. */
  public StringProperty clearTextProperty() {
    return clearText;
  }

  public String getClearText() {
    return clearText.get();
  }

  public void setClearText(String text) {
    clearText.set(text);
  }
}
