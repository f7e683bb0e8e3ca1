package io.piha.console.audit;

import io.piha.arbiter.Kind;
import io.piha.console.kit.Faces;
import io.piha.console.kit.FactRows;
import io.piha.console.kit.Words;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.Region;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;

/** Ties audit.fxml to its model. */
public final class AuditPage {

  private static final javafx.util.Duration TYPING = javafx.util.Duration.millis(250);

  private final AuditModel model;
  private final AuditChoices choices;
  private final Words words;
  private final PauseTransition typing = new PauseTransition(TYPING);

  @FXML private TextField query;
  @FXML private ComboBox<Choice<String>> service;
  @FXML private ComboBox<Choice<String>> host;
  @FXML private ComboBox<Choice<Kind>> kind;
  @FXML private ComboBox<Choice<String>> by;
  @FXML private ComboBox<Choice<Duration>> within;
  @FXML private ListView<AuditLine> lines;
  @FXML private FactRows detail;
  @FXML private Region hint;
  @FXML private Region acts;
  @FXML private Label status;
  @FXML private Region busy;
  @FXML private Region older;

  public AuditPage(AuditModel model, AuditChoices choices, Words words) {
    this.model = model;
    this.choices = choices;
    this.words = words;
  }

  @FXML
  private void initialize() {
    lines.setItems(model.lines());
    lines.setCellFactory(_ -> new AuditCell());
    lines.setPlaceholder(new Label(words.say("audit.none")));
    lines.getSelectionModel().selectedItemProperty().subscribe(model::select);
    model.chosen().subscribe(this::choose);
    detail.follow(model.detail());
    Faces.showWhen(hint, model.detail().map(List::isEmpty));
    Faces.showWhen(acts, model.detail().map(facts -> !facts.isEmpty()));
    status.textProperty().bind(model.status());
    Faces.showWhen(busy, model.busy());
    Faces.showWhen(older, model.more());
    kind.setItems(choices.kinds());
    service.setItems(choices.services());
    host.setItems(choices.hosts());
    by.setItems(choices.authors());
    within.setItems(choices.times());
    for (ComboBox<?> each : List.of(service, host, kind, by, within)) {
      each.getSelectionModel().selectFirst();
      each.valueProperty().subscribe((_, _) -> narrow());
    }
    typing.setOnFinished(_ -> narrow());
    query.textProperty().subscribe((_, _) -> typing.playFromStart());
    model.narrowed().subscribe(this::follow);
  }

  private void narrow() {
    model.narrow(
        new Narrow(
            query.getText(),
            chosen(service),
            chosen(host),
            chosen(kind),
            chosen(by),
            chosen(within)));
  }

  /** The model widened by itself, to show a record from elsewhere. */
  private void follow(Narrow now) {
    if (now.equals(Narrow.NOT)) {
      query.setText("");
      List.of(service, host, kind, by, within)
          .forEach(each -> each.getSelectionModel().selectFirst());
    }
  }

  private static <T> Optional<T> chosen(ComboBox<Choice<T>> box) {
    return Optional.ofNullable(box.getValue()).flatMap(Choice::value);
  }

  private void choose(@Nullable AuditLine line) {
    if (line != null) {
      lines.getSelectionModel().select(line);
      lines.scrollTo(line);
      model.select(line);
    }
  }

  @FXML
  private void widen() {
    model.widen();
  }

  @FXML
  private void older() {
    model.older();
  }

  @FXML
  private void verify() {
    model.verify();
  }

  @FXML
  private void exportCsv() {
    export("csv");
  }

  @FXML
  private void exportJson() {
    export("jsonl");
  }

  @FXML
  private void copyLink() {
    AuditLine line = lines.getSelectionModel().getSelectedItem();
    if (line != null) {
      var content = new ClipboardContent();
      content.putString("piha audit --id " + line.id());
      Clipboard.getSystemClipboard().setContent(content);
      model.say(words.say("audit.copied", Long.toString(line.id())));
    }
  }

  private void export(String ending) {
    var chooser = new FileChooser();
    chooser.setInitialFileName("piha-audit." + ending);
    File file = chooser.showSaveDialog(lines.getScene().getWindow());
    if (file != null) {
      model.export(file.toPath());
    }
  }
}
