package io.piha.console.kit;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** One line of a panel. */
final class FactRow extends HBox {

  private final Label word = new Label();
  private final SignView sign = new SignView();
  private final Label text = new Label();
  private final Label detail = new Label();
  private final Tooltip whole = new Tooltip();

  FactRow(ObservableValue<Boolean> wrapping) {
    getStyleClass().add("fact-row");
    word.getStyleClass().add("fact-word");
    text.getStyleClass().add("fact-text");
    detail.getStyleClass().add("fact-detail");
    sign.show(Sign.DOWN);
    word.setTextOverrun(OverrunStyle.ELLIPSIS);
    word.wrapTextProperty().bind(wrapping);
    text.wrapTextProperty().bind(wrapping);
    text.setMaxWidth(Double.MAX_VALUE);
    text.setMinHeight(Region.USE_PREF_SIZE);
    word.setMinHeight(Region.USE_PREF_SIZE);
    detail.setMinWidth(Region.USE_PREF_SIZE);
    whole.setWrapText(true);
    whole.setMaxWidth(480);
    setHgrow(text, Priority.ALWAYS);
    getChildren().addAll(word, sign, text, detail);
  }

  void show(Fact fact) {
    word.setText(fact.word());
    text.setText(fact.text());
    detail.setText(fact.detail());
    boolean bad = fact.tone() == Tone.BAD;
    sign.setVisible(bad);
    sign.setManaged(bad);
    whole.setText(fact.word() + ": " + fact.text());
    text.setTooltip(whole);
    Faces.set(this, fact.tone());
  }
}
