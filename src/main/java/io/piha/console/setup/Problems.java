package io.piha.console.setup;

import io.piha.console.kit.Sign;
import io.piha.console.kit.SignView;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Why it does not go on, one bar for each reason. */
public final class Problems extends VBox {

  public Problems() {
    getStyleClass().add("setup-problems");
  }

  void tie(ObservableList<String> problems) {
    problems.addListener((ListChangeListener<String>) _ -> show(problems));
    show(problems);
  }

  private void show(ObservableList<String> problems) {
    getChildren().setAll(problems.stream().map(Problems::bar).toList());
    setVisible(!problems.isEmpty());
    setManaged(!problems.isEmpty());
  }

  private static Node bar(String text) {
    SignView sign = new SignView();
    sign.show(Sign.DOWN);
    Label label = new Label(text);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    HBox.setHgrow(label, Priority.ALWAYS);
    HBox row = new HBox(sign, label);
    row.getStyleClass().addAll("bar", "bar-bad", "setup-problem");
    return row;
  }
}
