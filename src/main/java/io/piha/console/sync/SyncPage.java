package io.piha.console.sync;

import io.piha.console.kit.Faces;
import io.piha.console.kit.FactRows;
import io.piha.console.kit.Words;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.Region;

/** Ties sync.fxml to its model. */
public final class SyncPage {

  private final SyncModel model;
  private final ObservableValue<Boolean> past;
  private final Words words;

  @FXML private Region body;
  @FXML private Label hint;
  @FXML private Label headline;
  @FXML private ListView<Lane> lanes;
  @FXML private FactRows facts;
  @FXML private Region acts;
  @FXML private Button freeze;

  /**
   * @param past while it is the past that is shown nothing may be asked for
   */
  public SyncPage(SyncModel model, ObservableValue<Boolean> past, Words words) {
    this.model = model;
    this.past = past;
    this.words = words;
  }

  @FXML
  private void initialize() {
    Faces.showWhen(body, model.mirrored());
    Faces.showWhen(hint, model.mirrored().map(yes -> !yes));
    headline.textProperty().bind(model.headline());
    Faces.paint(headline, model.tone());
    lanes.setItems(model.lanes());
    lanes.setCellFactory(_ -> new LaneCell());
    facts.follow(model.facts());
    freeze
        .textProperty()
        .bind(model.frozen().map(yes -> words.say(yes ? "sync.act.thaw" : "sync.act.freeze")));
    Faces.showWhen(acts, past.map(yes -> !yes));
  }

  @FXML
  private void syncNow() {
    model.syncNow();
  }

  @FXML
  private void freezeOrThaw() {
    model.freezeOrThaw();
  }

  @FXML
  private void rollBack() {
    model.rollBack();
  }
}
