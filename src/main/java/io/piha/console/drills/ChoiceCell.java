package io.piha.console.drills;

import io.piha.console.kit.Faces;
import io.piha.console.kit.Tone;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A scenario with how it went last. */
final class ChoiceCell extends ListCell<Choice> {

  /** Room for a scroll bar. */
  private static final double BAR = 16;

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

  /** As high as its words need at the width of the list. */
  @Override
  protected double computePrefHeight(double width) {
    Node shown = getGraphic();
    if (shown == null) {
      return super.computePrefHeight(width);
    }
    double room = getListView().getWidth() - snappedLeftInset() - snappedRightInset() - BAR;
    return shown.prefHeight(Math.max(BAR, room)) + snappedTopInset() + snappedBottomInset();
  }
}
