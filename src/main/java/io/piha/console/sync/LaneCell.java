package io.piha.console.sync;

import io.piha.console.kit.Faces;
import io.piha.console.kit.WrappingCell;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One commit with its way. */
final class LaneCell extends WrappingCell<Lane> {

  private final Label subject = new Label();
  private final Label whose = new Label();
  private final Label left = new Label();
  private final Track track = new Track();
  private final HBox row;

  LaneCell() {
    getStyleClass().add("lane-cell");
    setPrefWidth(0);
    subject.getStyleClass().add("lane-subject");
    whose.getStyleClass().add("subtle");
    left.getStyleClass().add("lane-left");
    var words = new VBox(subject, whose);
    words.getStyleClass().add("lane-words");
    subject.setWrapText(true);
    left.setWrapText(true);
    row = new HBox(words, track, left);
    row.getStyleClass().add("lane-row");
    row.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox.setHgrow(track, Priority.ALWAYS);
  }

  @Override
  protected void updateItem(@Nullable Lane lane, boolean empty) {
    super.updateItem(lane, empty);
    if (lane == null || empty) {
      setGraphic(null);
      return;
    }
    subject.setText(lane.subject());
    whose.setText(lane.brief() + " · " + lane.author());
    left.setText(lane.left());
    track.show(lane.progress());
    Faces.set(this, lane.stand());
    setAccessibleText(lane.subject() + ", " + lane.author() + ", " + lane.left());
    setGraphic(row);
  }
}
