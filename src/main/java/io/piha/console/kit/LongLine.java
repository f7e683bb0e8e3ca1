package io.piha.console.kit;

import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;

/** A long line of plain text in a list, wrapped. */
public final class LongLine extends WrappingCell<String> {

  private final Label text = new Label();

  public LongLine() {
    setPrefWidth(0);
    text.setWrapText(true);
    text.getStyleClass().add("long-line");
  }

  @Override
  protected void updateItem(@Nullable String line, boolean empty) {
    super.updateItem(line, empty);
    text.setText(line);
    setGraphic(line == null || empty ? null : text);
    setAccessibleText(line);
  }
}
