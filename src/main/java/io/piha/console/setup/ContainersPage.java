package io.piha.console.setup;

import io.piha.console.kit.Faces;
import io.piha.console.kit.Words;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;

/** Ties containers.fxml to the set-up: what runs beside the hosts, which may be left out. */
public final class ContainersPage {
  private final SetupModel model;
  private final Words words;

  @FXML private CheckBox has;
  @FXML private Label costs;
  @FXML private Label found;
  @FXML private Node asks;
  @FXML private FormRows form;
  @FXML private TrialRows trial;

  ContainersPage(SetupModel model, Words words) {
    this.model = model;
    this.words = words;
  }

  @FXML
  private void initialize() {
    SetupFields fields = model.fields();
    has.selectedProperty().bindBidirectional(fields.hasContainers);
    Faces.showWhen(costs, fields.hasContainers.map(yes -> !yes));
    Faces.showWhen(asks, fields.hasContainers.map(yes -> yes));
    Faces.showWhen(found, model.engineFound().map(each -> !each.isEmpty()));
    found
        .textProperty()
        .bind(model.engineFound().map(each -> words.say("setup.engine.found", each)));
    form.show(List.of(fields.engine, fields.watch), words);
    trial.tie(model.trial(SetupStep.CONTAINERS), words.say("setup.try.containers"), words);
  }
}
