package io.piha.console.dialog;

import io.piha.console.dialog.Step.Progress;
import io.piha.console.kit.Faces;
import io.piha.console.kit.Sign;
import io.piha.console.kit.SignView;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The outcome's steps, one under the other. */
public final class StepRows extends VBox {

  public StepRows() {
    getStyleClass().add("step-rows");
  }

  /** Shows the steps; rows stay and only change what they say. */
  public void show(List<Step> steps) {
    while (getChildren().size() < steps.size()) {
      getChildren().add(new Row());
    }
    getChildren().remove(steps.size(), getChildren().size());
    for (int i = 0; i < steps.size(); i++) {
      ((Row) getChildren().get(i)).show(steps.get(i));
    }
  }

  private static final class Row extends HBox {

    private final SignView sign = new SignView();
    private final Label text = new Label();
    private final Label detail = new Label();

    Row() {
      getStyleClass().add("step-row");
      text.getStyleClass().add("step-text");
      detail.getStyleClass().add("step-detail");
      detail.setWrapText(true);
      detail.setMinHeight(Region.USE_PREF_SIZE);
      var words = new VBox(text, detail);
      setHgrow(words, Priority.ALWAYS);
      detail.visibleProperty().bind(detail.textProperty().isNotEmpty());
      detail.managedProperty().bind(detail.visibleProperty());
      getChildren().addAll(sign, words);
    }

    void show(Step step) {
      text.setText(step.text());
      detail.setText(step.detail());
      sign.show(sign(step.progress()));
      Faces.set(this, step.progress());
    }

    private static Sign sign(Progress progress) {
      return switch (progress) {
        case WAITING -> Sign.OBSERVING;
        case RUNNING -> Sign.RECOVERING;
        case DONE -> Sign.DONE;
        case FAILED -> Sign.DOWN;
      };
    }
  }
}
