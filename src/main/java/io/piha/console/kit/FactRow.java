package io.piha.console.kit;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** One line of a panel. */
final class FactRow extends HBox {

  private final Label word = new Label();
  private final SignView sign = new SignView();
  private final SteadyLabel text = new SteadyLabel();
  private final Label detail = new Label();
  private final Tip whole = new Tip(text.label());

  FactRow(ObservableValue<Boolean> wrapping) {
    getStyleClass().add("fact-row");
    word.getStyleClass().add("fact-word");
    text.label().getStyleClass().add("fact-text");
    detail.getStyleClass().add("fact-detail");
    sign.show(Sign.DOWN);
    word.setTextOverrun(OverrunStyle.ELLIPSIS);
    word.wrapTextProperty().bind(wrapping);
    text.label().wrapTextProperty().bind(wrapping);
    word.setMinHeight(Region.USE_PREF_SIZE);
    detail.setMinWidth(Region.USE_PREF_SIZE);
    setHgrow(text, Priority.ALWAYS);
    getChildren().addAll(word, sign, text, detail);
  }

  void show(Fact fact) {
    word.setText(fact.word());
    text.show(fact.text());
    detail.setText(fact.detail());
    boolean bad = fact.tone() == Tone.BAD;
    sign.setVisible(bad);
    sign.setManaged(bad);
    whole.say(fact.word() + ": " + fact.text());
    Faces.set(this, fact.tone());
  }
}
