package io.piha.console.drills;

import io.piha.console.kit.Faces;
import io.piha.console.kit.WrappingCell;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One step: its sign, its time, its words and its bound. */
final class LineCell extends WrappingCell<Line> {

  private final Label sign = new Label();
  private final Label time = new Label();
  private final Label words = new Label();
  private final Label bound = new Label();
  private final Label note = new Label();
  private final HBox row;

  LineCell() {
    getStyleClass().add("drill-line");
    setPrefWidth(0);
    sign.getStyleClass().add("drill-sign");
    time.getStyleClass().add("drill-time");
    bound.getStyleClass().add("drill-bound");
    note.getStyleClass().add("subtle");
    words.setWrapText(true);
    note.setWrapText(true);
    bound.setMinWidth(USE_PREF_SIZE);
    var said = new VBox(words, note);
    HBox.setHgrow(said, Priority.ALWAYS);
    row = new HBox(sign, time, said, bound);
    row.getStyleClass().add("drill-row");
    row.setAlignment(Pos.TOP_LEFT);
  }

  @Override
  protected void updateItem(@Nullable Line line, boolean empty) {
    super.updateItem(line, empty);
    if (line == null || empty) {
      setGraphic(null);
      setAccessibleText("");
      return;
    }
    sign.setText(
        switch (line.stand()) {
          case AHEAD -> "○";
          case NOW -> "▶";
          case MET -> "✓";
          case MISSED -> "✕";
        });
    time.setText(line.time());
    words.setText(line.words());
    bound.setText(line.bound());
    note.setText(line.note());
    note.setVisible(!line.note().isEmpty());
    note.setManaged(!line.note().isEmpty());
    Faces.set(this, line.stand());
    setAccessibleText(line.words() + ", " + line.stand() + " " + line.time());
    setGraphic(row);
  }
}
