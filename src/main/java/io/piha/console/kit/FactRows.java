package io.piha.console.kit;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.layout.VBox;

/** A panel's lines. Rows stay where they are and only change what they say. */
public final class FactRows extends VBox {

  private static final PseudoClass FIRST = PseudoClass.getPseudoClass("first");

  private final BooleanProperty wrapping = new SimpleBooleanProperty(this, "wrapping");

  public FactRows() {
    getStyleClass().add("fact-rows");
  }

  /** Follows a list of facts. */
  public void follow(ObservableValue<List<Fact>> facts) {
    facts.subscribe(this::show);
  }

  /** Shows the facts, one row each. */
  public void show(List<Fact> facts) {
    while (getChildren().size() < facts.size()) {
      var row = new FactRow(wrapping);
      row.pseudoClassStateChanged(FIRST, getChildren().isEmpty());
      getChildren().add(row);
    }
    getChildren().remove(facts.size(), getChildren().size());
    for (int i = 0; i < facts.size(); i++) {
      ((FactRow) getChildren().get(i)).show(facts.get(i));
    }
  }

  /** Whether long texts take more lines instead of being cut. */
  public boolean isWrapping() {
    return wrapping.get();
  }

  public void setWrapping(boolean wrap) {
    wrapping.set(wrap);
  }

  public BooleanProperty wrappingProperty() {
    return wrapping;
  }
}
