package io.piha.console.setup;

import io.piha.console.kit.Faces;
import io.piha.console.kit.Words;
import io.piha.setup.AlertKind;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;

/** Ties alerts.fxml to the set-up: two ways to tell a person. */
public final class AlertsPage {
  private final SetupModel model;
  private final Words words;

  @FXML private ComboBox<Optional<AlertKind>> firstKind;
  @FXML private FormRows firstForm;
  @FXML private ComboBox<Optional<AlertKind>> secondKind;
  @FXML private FormRows secondForm;
  @FXML private Label costs;
  @FXML private Node trying;
  @FXML private TrialRows trial;

  AlertsPage(SetupModel model, Words words) {
    this.model = model;
    this.words = words;
  }

  @FXML
  private void initialize() {
    FormFields<AlertKind> first = model.fields().ways.get(0);
    FormFields<AlertKind> second = model.fields().ways.get(1);
    FormChoice.tie(first, firstKind, firstForm, "setup.alert.", words);
    FormChoice.tie(second, secondKind, secondForm, "setup.alert.", words);
    BooleanBinding nobody =
        Bindings.createBooleanBinding(
            () -> first.kind().get().isEmpty() && second.kind().get().isEmpty(),
            first.kind(),
            second.kind());
    Faces.showWhen(costs, nobody);
    Faces.showWhen(trying, nobody.not());
    trial.tie(model.trial(SetupStep.ALERTS), words.say("setup.try.alerts"), words);
  }
}
