package io.piha.console.timeline;

import io.piha.console.kit.Faces;
import io.piha.console.kit.Words;
import java.time.Duration;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

/** Ties strip.fxml, the card with the timeline on it, to its model. */
public final class StripPage {

  private final TimelineModel model;
  private final Words words;
  private final int rows;

  @FXML private StackPane place;
  @FXML private Label readout;
  @FXML private Label trouble;

  /**
   * @param rows hosts that it asks room for
   */
  public StripPage(TimelineModel model, Words words, int rows) {
    this.model = model;
    this.words = words;
    this.rows = rows;
  }

  @FXML
  private void initialize() {
    place.getChildren().add(new TimelineCanvas(model, words, rows, readout));
    trouble.textProperty().bind(model.trouble());
    Faces.showWhen(trouble, model.trouble().map(text -> !text.isEmpty()));
  }

  @FXML
  private void tenMinutes() {
    model.last(Duration.ofMinutes(10));
  }

  @FXML
  private void halfHour() {
    model.last(Duration.ofMinutes(30));
  }

  @FXML
  private void sixHours() {
    model.last(Duration.ofHours(6));
  }

  @FXML
  private void day() {
    model.last(Duration.ofDays(1));
  }

  @FXML
  private void month() {
    model.last(Duration.ofDays(30));
  }

  @FXML
  private void year() {
    model.last(Duration.ofDays(365));
  }
}
