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
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Ties drills.fxml to its model. */
public final class DrillsPage {

  private final DrillsModel model;
  private final ObservableValue<Boolean> past;
  private final Words words;

  /** Below this width of the page the figures have no column of their own. */
  private static final double WIDE = 1080;

  @FXML private Region page;
  @FXML private HBox body;
  @FXML private VBox left;
  @FXML private Region side;
  @FXML private Label hint;
  @FXML private ListView<Choice> scenarios;
  @FXML private Label drillTitle;
  @FXML private Label drillMark;
  @FXML private Label drillTeaches;
  @FXML private Label drillVerdict;
  @FXML private ListView<Line> drillSteps;
  @FXML private FactRows drillFigures;
  @FXML private Region acts;
  @FXML private Button rehearse;
  @FXML private Button drillPlay;
  @FXML private Button drillLive;
  @FXML private Button drillNext;
  @FXML private Button drillStop;

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
    var narrow = page.widthProperty().map(width -> width.doubleValue() < WIDE);
    narrow.subscribe(this::arrange);
    Faces.flag(page, "narrow", narrow);
    scenarios.setItems(model.choices());
    scenarios.setCellFactory(_ -> new ChoiceCell());
    scenarios
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            choice -> {
              if (choice != null) {
                model.choose(choice.name());
              }
            });
    model.choices().addListener((ListChangeListener<Choice>) _ -> select());
    drillSteps.setItems(model.lines());
    drillSteps.setCellFactory(_ -> new LineCell());
    drillSteps.setFocusTraversable(false);
    drillTitle.textProperty().bind(model.title());
    drillTeaches.textProperty().bind(model.teaches());
    drillVerdict.textProperty().bind(model.verdict());
    Faces.paint(drillVerdict, model.tone());
    Faces.showWhen(drillVerdict, model.verdict().map(text -> !text.isEmpty()));
    drillFigures.follow(model.facts());
    Faces.showWhen(drillFigures, model.facts().map(all -> !all.isEmpty()));
    drillMark
        .textProperty()
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
    Faces.paint(drillMark, model.mode());
    Faces.showWhen(drillMark, model.mode().map(mode -> mode != DrillsModel.Mode.PLAN));
    var isLive = model.mode().map(mode -> mode == DrillsModel.Mode.LIVE);
    Faces.showWhen(acts, past.map(yes -> !yes));
    Faces.showWhen(rehearse, isLive.map(yes -> !yes));
    Faces.showWhen(drillLive, isLive.map(yes -> !yes));
    Faces.showWhen(drillPlay, model.mode().map(mode -> mode == DrillsModel.Mode.REHEARSED));
    Faces.showWhen(drillNext, model.waits());
    Faces.showWhen(drillStop, isLive);
    var unread = model.title().map(String::isEmpty);
    drillLive
        .disableProperty()
        .bind(Bindings.createBooleanBinding(unread::getValue, model.title()));
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
  private void arrange(boolean narrow) {
    var from = narrow ? body : left;
    var to = narrow ? left : body;
    if (from.getChildren().remove(side)) {
      to.getChildren().add(side);
    }
  }

  private void select() {
    for (Choice each : model.choices()) {
      if (each.name().equals(model.chosen())) {
        scenarios.getSelectionModel().select(each);
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
