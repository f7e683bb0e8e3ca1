package io.piha.console.setup;

import io.piha.console.kit.Faces;
import io.piha.console.kit.LongLine;
import io.piha.console.kit.Sign;
import io.piha.console.kit.SignView;
import io.piha.console.kit.Words;
import io.piha.console.setup.ResultModel.Verdict;
import java.util.Locale;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;

/** Ties result.fxml to the set-up: the check of what was written. */
public final class ResultPage {
  private final SetupModel model;
  private final Words words;

  @FXML private HBox verdict;
  @FXML private SignView sign;
  @FXML private Label sentence;
  @FXML private Label wayOut;
  @FXML private Button again;
  @FXML private Node busy;
  @FXML private ListView<String> lines;

  ResultPage(SetupModel model, Words words) {
    this.model = model;
    this.words = words;
  }

  @FXML
  private void initialize() {
    ResultModel result = model.result();
    Faces.showWhen(busy, result.verdict().map(now -> now == Verdict.RUNNING));
    again.disableProperty().bind(result.verdict().map(now -> now == Verdict.RUNNING));
    Faces.showWhen(wayOut, result.verdict().map(now -> now == Verdict.RED));
    lines.setItems(result.lines());
    lines.setCellFactory(_ -> new LongLine());
    result.verdict().subscribe(this::show);
  }

  private void show(Verdict now) {
    Faces.set(verdict, now);
    sign.show(
        switch (now) {
          case RUNNING -> Sign.RECOVERING;
          case GREEN -> Sign.DONE;
          case RED -> Sign.DOWN;
        });
    sentence.setText(words.say("setup.result." + now.name().toLowerCase(Locale.ROOT)));
  }

  @FXML
  private void again() {
    model.checkAgain();
  }
}
