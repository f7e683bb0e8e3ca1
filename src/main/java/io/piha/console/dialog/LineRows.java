package io.piha.console.dialog;

import io.piha.console.dialog.Preview.Line;
import io.piha.console.kit.Faces;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Sentences under each other, numbered when their order matters. */
public final class LineRows extends VBox {

  private final BooleanProperty numbered = new SimpleBooleanProperty(this, "numbered");

  public LineRows() {
    getStyleClass().add("line-rows");
  }

  /** Shows the sentences. */
  public void show(List<Line> lines) {
    while (getChildren().size() < lines.size()) {
      getChildren().add(new Row(isNumbered() ? (getChildren().size() + 1) + "." : "•"));
    }
    getChildren().remove(lines.size(), getChildren().size());
    for (int i = 0; i < lines.size(); i++) {
      ((Row) getChildren().get(i)).show(lines.get(i));
    }
  }

  public boolean isNumbered() {
    return numbered.get();
  }

  public void setNumbered(boolean value) {
    numbered.set(value);
  }

  public BooleanProperty numberedProperty() {
    return numbered;
  }

  private static final class Row extends HBox {

    private final Label text = new Label();

    Row(String bullet) {
      var mark = new Label(bullet);
      mark.getStyleClass().add("line-mark");
      mark.setMinWidth(Region.USE_PREF_SIZE);
      getStyleClass().add("line-row");
      text.getStyleClass().add("line-text");
      text.setWrapText(true);
      text.setMinHeight(Region.USE_PREF_SIZE);
      setHgrow(text, Priority.ALWAYS);
      getChildren().addAll(mark, text);
    }

    void show(Line line) {
      text.setText(line.text());
      Faces.set(this, line.tone());
    }
  }
}
