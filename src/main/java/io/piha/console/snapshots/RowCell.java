package io.piha.console.snapshots;

import io.piha.console.kit.Faces;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A host with its buttons, or a snapshot. */
final class RowCell extends ListCell<Row> {

  private static final PseudoClass FIRST = PseudoClass.getPseudoClass("first");
  private static final int LEGIBLE = 60;

  private final SnapshotsModel model;
  private final Label name = label("host-name");
  private final Label text = label("host-text");
  private final Button take = new Button();
  private final Button reinstall = new Button();
  private final VBox host;
  private final Label at = label("staged-at");
  private final Label age = label("staged-age");
  private final Label kind = label("staged-kind");
  private final Label size = label("staged-size");
  private final Label proof = label("staged-proof");
  private final Label note = label("staged-note");
  private final HBox staged;
  private final Label none = label("muted");

  /**
   * @param past while it is the past that is shown nothing may be asked for
   */
  RowCell(SnapshotsModel model, ObservableValue<Boolean> past, Words words) {
    this.model = model;
    getStyleClass().add("staged-cell");
    setPrefWidth(0);
    name.setMinWidth(USE_PREF_SIZE);
    var room = new Region();
    HBox.setHgrow(room, Priority.ALWAYS);
    take.setText(words.say("snapshots.take"));
    reinstall.setText(words.say("snapshots.reinstall"));
    take.setMinWidth(USE_PREF_SIZE);
    reinstall.setMinWidth(USE_PREF_SIZE);
    var acts = new HBox(take, reinstall);
    acts.getStyleClass().add("host-acts");
    acts.setMinWidth(USE_PREF_SIZE);
    Faces.showWhen(acts, past.map(yes -> !yes));
    // Below the name, for beside it the buttons would cut it in a small window.
    var head = new HBox(name, room, acts);
    head.setAlignment(Pos.CENTER_LEFT);
    host = new VBox(head, text);
    host.getStyleClass().add("host-row");
    staged = new HBox(at, age, kind, size, proof, note);
    staged.getStyleClass().add("staged-row");
    HBox.setHgrow(note, Priority.ALWAYS);
    // Three dots say nothing; beside the list it is told in full.
    note.visibleProperty().bind(note.widthProperty().greaterThan(LEGIBLE));
  }

  private static Label label(String style) {
    var label = new Label();
    label.getStyleClass().add(style);
    return label;
  }

  @Override
  protected void updateItem(@Nullable Row row, boolean empty) {
    pseudoClassStateChanged(FIRST, getIndex() == 0);
    super.updateItem(row, empty);
    if (row == null || empty) {
      setGraphic(null);
      return;
    }
    switch (row) {
      case Row.Of of -> show(of);
      case Row.Staged of -> show(of);
      case Row.None of -> {
        none.setText(of.text());
        setAccessibleText(of.text());
        Faces.set(this, Tone.QUIET);
        setGraphic(none);
      }
    }
  }

  private void show(Row.Of of) {
    name.setText(of.host());
    text.setText(of.text());
    take.setVisible(of.saved());
    take.setManaged(of.saved());
    take.setDisable(of.busy());
    take.setOnAction(_ -> model.take(of.host()));
    reinstall.setVisible(of.reinstalls());
    reinstall.setManaged(of.reinstalls());
    reinstall.setDisable(of.busy());
    reinstall.setOnAction(_ -> model.reinstall(of.host()));
    setAccessibleText(of.host() + ", " + of.text());
    Faces.set(this, of.tone());
    setGraphic(host);
  }

  private void show(Row.Staged of) {
    at.setText(of.at());
    age.setText(of.age());
    kind.setText(of.kind());
    size.setText(of.size());
    proof.setText(of.proof());
    note.setText(of.note());
    setAccessibleText(of.id() + ", " + of.age() + ", " + of.size() + ", " + of.proof());
    Faces.set(this, of.verified() ? Tone.QUIET : Tone.NOTICE);
    setGraphic(staged);
  }
}
