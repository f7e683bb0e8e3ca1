package io.piha.console.setup;

import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;

/** Ties review.fxml to the set-up: what is going to be written, and where. */
public final class ReviewPage {
  private final SetupModel model;

  @FXML private TextField file;
  @FXML private TextArea preview;
  @FXML private Label secrets;

  ReviewPage(SetupModel model) {
    this.model = model;
  }

  @FXML
  private void initialize() {
    file.textProperty().bindBidirectional(model.file());
    preview.textProperty().bind(model.preview());
    secrets.textProperty().bind(model.secrets());
  }
}
