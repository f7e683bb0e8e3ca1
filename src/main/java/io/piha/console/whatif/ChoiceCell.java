package io.piha.console.whatif;

import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** One fault of the list. */
final class ChoiceCell extends ListCell<Choice> {

  private final Tooltip whole = new Tooltip();

  ChoiceCell() {
    // As wide as the list; hosts with long names are told whole when the pointer rests on them.
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable Choice item, boolean empty) {
    super.updateItem(item, empty);
    String text = item == null || empty ? "" : item.text();
    setText(text);
    whole.setText(text);
    setTooltip(text.isEmpty() ? null : whole);
  }
}
