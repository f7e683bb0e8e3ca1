package io.piha.console.drills;

import io.piha.console.kit.Faces;
import io.piha.console.kit.FactRows;
import io.piha.console.kit.Words;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.Region;

/** Ties drills.fxml to its model. */
public final class DrillsPage {

  private final DrillsModel model;
  private final ObservableValue<Boolean> past;
  private final Words words;

  @FXML private Region body;
  @FXML private Label hint;
  @FXML private ListView<Choice> choices;
  @FXML private Label title;
  @FXML private Label mark;
  @FXML private Label teaches;
  @FXML private Label verdict;
  @FXML private ListView<Line> lines;
  @FXML private FactRows facts;
  @FXML private Region acts;
  @FXML private Button rehearse;
  @FXML private Button play;
  @FXML private Button live;
  @FXML private Button next;
  @FXML private Button stop;

  /**
   * @param past while it is the past that is shown nothing may be begun
   */
  public DrillsPage(DrillsModel model, ObservableValue<Boolean> past, Words words) {
    this.model = model;
    this.past = past;
    this.words = words;
  }

  @FXML
  private void initialize() {
    body.setVisible(model.isHere());
    body.setManaged(model.isHere());
    hint.setVisible(!model.isHere());
    hint.setManaged(!model.isHere());
    choices.setItems(model.choices());
    choices.setCellFactory(_ -> new ChoiceCell());
    choices
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            choice -> {
              if (choice != null) {
                model.choose(choice.name());
              }
            });
    model.choices().addListener((ListChangeListener<Choice>) _ -> select());
    lines.setItems(model.lines());
    lines.setCellFactory(_ -> new LineCell());
    lines.setFocusTraversable(false);
    title.textProperty().bind(model.title());
    teaches.textProperty().bind(model.teaches());
    verdict.textProperty().bind(model.verdict());
    Faces.paint(verdict, model.tone());
    Faces.showWhen(verdict, model.verdict().map(text -> !text.isEmpty()));
    facts.follow(model.facts());
    Faces.showWhen(facts, model.facts().map(all -> !all.isEmpty()));
    mark.textProperty()
        .bind(
            model
                .mode()
                .map(
                    mode ->
                        switch (mode) {
                          case PLAN -> "";
                          case REHEARSED -> words.say("drills.mark.rehearsal");
                          case LIVE -> words.say("drills.mark.live");
                          case REPORT -> words.say("drills.mark.report");
                        }));
    Faces.paint(mark, model.mode());
    Faces.showWhen(mark, model.mode().map(mode -> mode != DrillsModel.Mode.PLAN));
    var isLive = model.mode().map(mode -> mode == DrillsModel.Mode.LIVE);
    Faces.showWhen(acts, past.map(yes -> !yes));
    Faces.showWhen(rehearse, isLive.map(yes -> !yes));
    Faces.showWhen(live, isLive.map(yes -> !yes));
    Faces.showWhen(play, model.mode().map(mode -> mode == DrillsModel.Mode.REHEARSED));
    Faces.showWhen(next, model.waits());
    Faces.showWhen(stop, isLive);
    var unread = model.title().map(String::isEmpty);
    live.disableProperty().bind(Bindings.createBooleanBinding(unread::getValue, model.title()));
    rehearse
        .disableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> model.busy().get() || unread.getValue(), model.busy(), model.title()));
    rehearse
        .textProperty()
        .bind(model.busy().map(yes -> words.say(yes ? "drills.busy" : "drills.rehearse")));
  }

  /** The list was filled anew: what was chosen stays chosen. */
  private void select() {
    for (Choice each : model.choices()) {
      if (each.name().equals(model.chosen())) {
        choices.getSelectionModel().select(each);
      }
    }
  }

  @FXML
  private void rehearse() {
    model.rehearse();
  }

  @FXML
  private void play() {
    model.play();
  }

  @FXML
  private void live() {
    model.askLive();
  }

  @FXML
  private void next() {
    model.next();
  }

  @FXML
  private void stop() {
    model.stop();
  }
}
