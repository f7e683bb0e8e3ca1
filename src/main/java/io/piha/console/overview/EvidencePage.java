package io.piha.console.overview;

import io.piha.console.kit.Fact;
import io.piha.console.kit.FactRows;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.util.Subscription;

/** The evidence ledger as a sheet; it goes on living while it is open. */
public final class EvidencePage {

  private final ObservableValue<List<Fact>> ledger;
  private final Runnable onClose;
  private Subscription subscription = Subscription.EMPTY;

  @FXML private FactRows facts;
  @FXML private Node first;

  public EvidencePage(ObservableValue<List<Fact>> ledger, Runnable onClose) {
    this.ledger = ledger;
    this.onClose = onClose;
  }

  @FXML
  private void initialize() {
    subscription = ledger.subscribe(facts::show);
  }

  @FXML
  private void close() {
    onClose.run();
  }

  /** Puts the focus on the one button. */
  public void focus() {
    first.requestFocus();
  }

  /** Lets go of the model. */
  public void release() {
    subscription.unsubscribe();
  }
}
