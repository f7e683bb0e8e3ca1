package io.piha.console.setup;

import io.piha.console.kit.Faces;
import io.piha.console.kit.SetupDesk.Tried;
import io.piha.console.kit.Sign;
import io.piha.console.kit.SignView;
import io.piha.console.kit.Spans;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A button that tries what was typed, and what came of it. */
public final class TrialRows extends VBox {
  private final VBox rows = new VBox();

  public TrialRows() {
    getStyleClass().add("trial-rows");
    rows.getStyleClass().add("trial-lines");
  }

  void tie(TrialModel model, String name, Words words) {
    Button button = new Button(name);
    button.setId("try");
    button.disableProperty().bind(model.busy());
    button.setOnAction(_ -> model.run());
    ProgressIndicator busy = new ProgressIndicator();
    busy.getStyleClass().add("setup-busy");
    busy.setAccessibleText(words.say("setup.trying"));
    Faces.showWhen(busy, model.busy());
    HBox head = new HBox(button, busy);
    head.getStyleClass().add("setup-row");
    getChildren().setAll(head, rows);
    model.lines().addListener((ListChangeListener<Tried>) _ -> show(model.lines(), words));
  }

  private void show(List<Tried> lines, Words words) {
    List<Node> shown = rows.getChildren();
    shown.subList(Math.min(lines.size(), shown.size()), shown.size()).clear();
    for (int i = 0; i < lines.size(); i++) {
      Node row = row(lines.get(i), words);
      if (i < shown.size()) {
        shown.set(i, row);
      } else {
        shown.add(row);
      }
    }
  }

  private static HBox row(Tried tried, Words words) {
    SignView sign = new SignView();
    sign.show(tried.fine() ? Sign.DONE : Sign.DOWN);
    Label text = new Label(Spans.unbroken(tried.text()));
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    text.setAccessibleText(
        words.say(tried.fine() ? "setup.fine" : "setup.failed") + ": " + tried.text());
    HBox row = new HBox(sign, text);
    HBox.setHgrow(text, Priority.ALWAYS);
    row.getStyleClass().add("trial-row");
    Faces.set(row, tried.fine() ? Tone.QUIET : Tone.BAD);
    return row;
  }
}
