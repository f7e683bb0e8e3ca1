package io.piha.console.audit;

import io.piha.console.kit.Faces;
import io.piha.console.kit.FactRows;
import io.piha.console.kit.Words;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;

/** Ties audit.fxml to its model. */
public final class AuditPage {

  private final AuditModel model;
  private final Words words;

  @FXML private TextField query;
  @FXML private ListView<AuditLine> lines;
  @FXML private FactRows detail;
  @FXML private Region hint;

  public AuditPage(AuditModel model, Words words) {
    this.model = model;
    this.words = words;
  }

  @FXML
  private void initialize() {
    query.textProperty().bindBidirectional(model.query());
    lines.setItems(model.lines());
    lines.setCellFactory(_ -> new AuditCell());
    lines.setPlaceholder(new Label(words.say("audit.none")));
    lines.getSelectionModel().selectedItemProperty().subscribe(model::select);
    detail.follow(model.detail());
    Faces.showWhen(hint, model.detail().map(List::isEmpty));
  }
}
