package io.piha.console.whatif;

import io.piha.console.kit.Faces;
import io.piha.console.kit.FactRows;
import io.piha.console.kit.SignView;
import io.piha.console.kit.Supposition;
import io.piha.console.kit.Words;
import io.piha.console.whatif.WhatIfModel.Face;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.util.Subscription;

/** Ties whatif.fxml to its model. */
public final class WhatIfPage {

  private final WhatIfModel model;
  private final Words words;
  private final Runnable onClose;
  private Subscription subscription = Subscription.EMPTY;
  private Subscription selecting = Subscription.EMPTY;

  @FXML private Label subject;
  @FXML private ListView<Choice> choices;
  @FXML private Region answer;
  @FXML private SignView sign;
  @FXML private Label verdict;
  @FXML private Label longest;
  @FXML private Region movedBar;
  @FXML private Label moved;
  @FXML private ScrollPane story;
  @FXML private FactRows steps;
  @FXML private Label basis;

  public WhatIfPage(WhatIfModel model, Words words, Runnable onClose) {
    this.model = model;
    this.words = words;
    this.onClose = onClose;
  }

  @FXML
  private void initialize() {
    subject.setText(words.say("what.subject", model.service()));
    choices.setCellFactory(_ -> new ChoiceCell());
    ObservableValue<Face> face = model.face();
    var said = face.map(Face::verdict);
    verdict.textProperty().bind(said.map(Verdict::sentence));
    longest.textProperty().bind(said.map(Verdict::longest));
    basis.textProperty().bind(said.map(Verdict::basis));
    moved.textProperty().bind(model.moved());
    // Who hears the page hears the answer on the choice, where the focus is.
    choices.accessibleHelpProperty().bind(said.map(it -> it.sentence() + " " + it.longest()));
    Faces.paint(answer, said.map(Verdict::tone));
    Faces.flag(answer, "waiting", face.map(Face::waiting));
    Faces.flag(answer, "told", face.map(Face::told));
    Faces.showWhen(longest, said.map(it -> !it.longest().isEmpty()));
    Faces.showWhen(basis, said.map(it -> !it.basis().isEmpty()));
    Faces.showWhen(movedBar, model.moved().map(text -> !text.isEmpty()));
    Faces.showWhen(story, face.map(it -> !it.steps().isEmpty()));
    subscription =
        Subscription.combine(
            said.subscribe(it -> sign.show(it.sign())),
            face.subscribe(this::tell),
            model.choices().subscribe(this::fill));
  }

  private void tell(Face face) {
    steps.show(face.steps());
    story.setVvalue(0);
  }

  /** The list filled anew keeps what was chosen, and that is no new question. */
  private void fill(List<Choice> sensible) {
    selecting.unsubscribe();
    choices.getItems().setAll(sensible);
    choices.getSelectionModel().clearSelection();
    select(model.chosen());
    selecting =
        choices
            .getSelectionModel()
            .selectedItemProperty()
            .subscribe((_, now) -> Optional.ofNullable(now).ifPresent(this::chosen));
  }

  private void chosen(Choice choice) {
    model.suppose(choice.what());
  }

  private boolean select(Optional<Supposition> what) {
    Optional<Choice> found =
        choices.getItems().stream()
            .filter(each -> what.equals(Optional.of(each.what())))
            .findFirst();
    found.ifPresent(choices.getSelectionModel()::select);
    return found.isPresent();
  }

  @FXML
  private void again() {
    model.again();
    choices.requestFocus();
  }

  @FXML
  private void close() {
    onClose.run();
  }

  /** Chooses a fault, else the first, and puts the focus on the choices. */
  public void focus(Optional<Supposition> first) {
    choices.requestFocus();
    if (!select(first)) {
      choices.getSelectionModel().selectFirst();
    }
  }

  /** Lets go of the model. */
  public void release() {
    subscription.unsubscribe();
    selecting.unsubscribe();
    model.forget();
  }
}
