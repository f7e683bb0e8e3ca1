package io.piha.console.alarms;

import io.piha.console.kit.Faces;
import io.piha.console.kit.Words;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.Region;

/** Ties alarms.fxml to its model. */
public final class AlarmsPage {

  private final AlarmsModel model;
  private final Words words;

  @FXML private Label quality;
  @FXML private ListView<Alarm> list;
  @FXML private ListView<Alarm> aside;
  @FXML private Region asidePanel;
  @FXML private Label what;
  @FXML private Label told;
  @FXML private Label guidance;
  @FXML private Region acts;
  @FXML private Region hint;
  @FXML private Label status;

  public AlarmsPage(AlarmsModel model, Words words) {
    this.model = model;
    this.words = words;
  }

  @FXML
  private void initialize() {
    quality.textProperty().bind(model.quality());
    status.textProperty().bind(model.status());
    list.setItems(model.alarms());
    list.setCellFactory(_ -> new AlarmCell(model));
    list.setPlaceholder(new Label(words.say("alarm.none")));
    aside.setItems(model.aside());
    aside.setCellFactory(_ -> new AlarmCell(model));
    Faces.showWhen(asidePanel, Bindings.isNotEmpty(model.aside()).map(yes -> yes));
    // A list that is sorted anew loses its selection; the model keeps what is looked at.
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe(each -> Optional.ofNullable(each).ifPresent(model::choose));
    var chosen = model.chosen();
    chosen.subscribe(now -> now.ifPresent(list.getSelectionModel()::select));
    what.textProperty()
        .bind(chosen.map(now -> now.map(it -> it.kind().word() + " · " + it.text()).orElse("")));
    told.textProperty().bind(chosen.map(now -> now.map(model::tell).orElse("")));
    guidance.textProperty().bind(chosen.map(now -> now.map(model::guidance).orElse("")));
    Faces.showWhen(acts, chosen.map(Optional::isPresent));
    Faces.showWhen(hint, chosen.map(Optional::isEmpty));
  }

  private void act(Consumer<Alarm> act) {
    model.chosen().get().ifPresent(act);
  }

  private void act(BiConsumer<Alarm, Duration> act, Duration time) {
    act(alarm -> act.accept(alarm, time));
  }

  @FXML
  private void acknowledge() {
    act(model::acknowledge);
  }

  @FXML
  private void open() {
    act(model::open);
  }

  @FXML
  private void hour() {
    act(model::setAside, Duration.ofHours(1));
  }

  @FXML
  private void day() {
    act(model::setAside, Duration.ofDays(1));
  }

  @FXML
  private void week() {
    act(model::setAside, Duration.ofDays(7));
  }

  @FXML
  private void takeBack() {
    Optional.ofNullable(aside.getSelectionModel().getSelectedItem()).ifPresent(model::takeBack);
  }
}
