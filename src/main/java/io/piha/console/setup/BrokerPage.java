package io.piha.console.setup;

import io.piha.console.kit.Words;
import io.piha.setup.Found;
import javafx.fxml.FXML;

/** Ties broker.fxml to the set-up. */
public final class BrokerPage {
  private final SetupModel model;
  private final Words words;

  @FXML private FormRows form;
  @FXML private FoundRows found;
  @FXML private TrialRows trial;

  BrokerPage(SetupModel model, Words words) {
    this.model = model;
    this.words = words;
  }

  @FXML
  private void initialize() {
    form.show(model.fields().broker(), words);
    found.tie(model, Found.Kind.BROKER, words);
    trial.tie(model.trial(SetupStep.BROKER), words.say("setup.try.broker"), words);
  }
}
