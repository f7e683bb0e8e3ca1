package io.piha.console.frame;

import javafx.fxml.FXML;
import javafx.scene.Node;

/** A sheet that only says something and has at most two buttons. */
public final class Sheet {

  private final Runnable onYes;
  private final Runnable onNo;

  @FXML private Node first;

  Sheet(Runnable onYes, Runnable onNo) {
    this.onYes = onYes;
    this.onNo = onNo;
  }

  @FXML
  private void yes() {
    onYes.run();
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
