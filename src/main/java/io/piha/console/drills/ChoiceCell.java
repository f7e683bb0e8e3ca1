package io.piha.console.drills;

import io.piha.console.kit.Faces;
import io.piha.console.kit.Tone;
import io.piha.console.kit.WrappingCell;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A scenario with how it went last. */
final class ChoiceCell extends WrappingCell<Choice> {

  private final Label title = new Label();
  private final Label last = new Label();
  private final VBox lines = new VBox(title, last);

  ChoiceCell() {
    getStyleClass().add("drill-choice");
    setPrefWidth(0);
    title.setWrapText(true);
    last.getStyleClass().add("drill-last");
  }

  @Override
  protected void updateItem(@Nullable Choice choice, boolean empty) {
    super.updateItem(choice, empty);
    if (choice == null || empty) {
      setGraphic(null);
      setAccessibleText("");
      Faces.set(this, Tone.QUIET);
      return;
    }
    title.setText(choice.title());
    last.setText(choice.last());
    Faces.set(this, choice.tone());
    setAccessibleText(choice.title() + ", " + choice.last());
    setGraphic(lines);
  }
}
