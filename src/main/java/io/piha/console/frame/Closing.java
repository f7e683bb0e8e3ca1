package io.piha.console.frame;

import io.piha.console.kit.Faces;
import java.util.function.Consumer;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.fxml.FXML;
import javafx.scene.Node;

/** The question before the window of an engine closes. */
public final class Closing {

  private final boolean background;
  private final Consumer<Ending> onYes;
  private final Runnable onNo;

  @FXML private Node first;
  @FXML private Node goOn;
  @FXML private Node hint;
  @FXML private Node goOnHint;

  Closing(boolean background, Consumer<Ending> onYes, Runnable onNo) {
    this.background = background;
    this.onYes = onYes;
    this.onNo = onNo;
  }

  @FXML
  private void initialize() {
    var possible = new SimpleBooleanProperty(background);
    Faces.showWhen(goOn, possible.map(yes -> yes));
    Faces.showWhen(goOnHint, possible.map(yes -> yes));
    Faces.showWhen(hint, possible.map(yes -> !yes));
  }

  @FXML
  private void yes() {
    onYes.accept(Ending.END);
  }

  @FXML
  private void goOn() {
    onYes.accept(Ending.GO_ON);
  }

  @FXML
  private void no() {
    onNo.run();
  }

  /** Puts the focus where nothing can happen by accident. */
  void focus() {
    first.requestFocus();
  }
}
