package io.piha.console.setup;

import io.piha.console.kit.Faces;
import io.piha.console.kit.Words;
import io.piha.setup.Found;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;

/** Ties host.fxml to the set-up: once for the primary, once for a standby that may be left out. */
public final class HostPage {
  private final SetupModel model;
  private final SetupStep step;
  private final Words words;
  private final HostFields host;
  private final BooleanProperty there;
  private final BooleanProperty optional;

  @FXML private CheckBox has;
  @FXML private Label costs;
  @FXML private Node asks;
  @FXML private Label says;
  @FXML private FormRows form;
  @FXML private FoundRows found;
  @FXML private TrialRows trial;

  private HostPage(
      SetupModel model,
      SetupStep step,
      Words words,
      HostFields host,
      BooleanProperty there,
      boolean optional) {
    this.model = model;
    this.step = step;
    this.words = words;
    this.host = host;
    this.there = there;
    this.optional = new SimpleBooleanProperty(optional);
  }

  static HostPage primary(SetupModel model, Words words) {
    return new HostPage(
        model,
        SetupStep.PRIMARY,
        words,
        model.fields().primary,
        new SimpleBooleanProperty(true),
        false);
  }

  static HostPage standby(SetupModel model, Words words) {
    return new HostPage(
        model, SetupStep.STANDBY, words, model.fields().standby, model.fields().hasStandby, true);
  }

  @FXML
  private void initialize() {
    Faces.showWhen(has, optional.map(yes -> yes));
    Faces.showWhen(costs, there.map(yes -> !yes));
    Faces.showWhen(asks, there.map(yes -> yes));
    has.selectedProperty().bindBidirectional(there);
    says.setText(words.say("setup.says." + step.key()));
    form.show(host.shown(), words);
    found.tie(model, Found.Kind.HOME_ASSISTANT, words);
    trial.tie(model.trial(step), words.say("setup.try.host"), words);
  }
}
