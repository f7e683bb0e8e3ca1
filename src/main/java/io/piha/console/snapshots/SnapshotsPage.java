package io.piha.console.snapshots;

import io.piha.console.kit.Faces;
import io.piha.console.kit.FactRows;
import io.piha.console.kit.Words;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Ties snapshots.fxml to its model. */
public final class SnapshotsPage {

  private final SnapshotsModel model;
  private final ObservableValue<Boolean> past;
  private final Words words;

  @FXML private Region body;
  @FXML private Label none;
  @FXML private Region running;
  @FXML private Label runningTitle;
  @FXML private Label runningText;
  @FXML private Label runningFigures;
  @FXML private ProgressBar bar;
  @FXML private Label output;
  @FXML private ListView<Row> rows;
  @FXML private FactRows detail;
  @FXML private Region hint;
  @FXML private Region acts;
  @FXML private ComboBox<String> to;
  @FXML private Button restore;

  /**
   * @param past while it is the past that is shown nothing may be asked for
   */
  public SnapshotsPage(SnapshotsModel model, ObservableValue<Boolean> past, Words words) {
    this.model = model;
    this.past = past;
    this.words = words;
  }

  @FXML
  private void initialize() {
    Faces.showWhen(body, model.any());
    Faces.showWhen(none, model.any().map(yes -> !yes));
    var now = model.running();
    Faces.showWhen(running, now.map(Optional::isPresent));
    text(runningTitle, now.map(each -> each.map(Running::title).orElse("")));
    text(runningText, now.map(each -> each.map(Running::text).orElse("")));
    text(runningFigures, now.map(each -> each.map(Running::figures).orElse("")));
    var lines = now.map(each -> each.map(Running::lines).orElse(""));
    text(output, lines);
    Faces.showWhen(output, lines.map(each -> !each.isEmpty()));
    bar.progressProperty().bind(now.map(each -> each.map(Running::share).orElse(0.0)));
    rows.setItems(model.rows());
    rows.setCellFactory(_ -> new RowCell(model, past, words));
    rows.getSelectionModel().selectedItemProperty().subscribe(this::choose);
    detail.follow(model.detail());
    Faces.showWhen(hint, model.detail().map(List::isEmpty));
    Faces.showWhen(
        acts, model.detail().flatMap(facts -> past.map(gone -> !facts.isEmpty() && !gone)));
    to.setItems(model.hosts());
    restore
        .disableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> to.getValue() == null || now.get().isPresent(), to.valueProperty(), now));
  }

  private static void text(Label label, ObservableValue<String> text) {
    label.textProperty().bind(text);
  }

  private void choose(@Nullable Row row) {
    if (row instanceof Row.Staged staged) {
      model.choose(staged.id());
      model.host().ifPresent(to::setValue);
    }
  }

  @FXML
  private void restore() {
    Optional.ofNullable(to.getValue()).ifPresent(model::restore);
  }
}
