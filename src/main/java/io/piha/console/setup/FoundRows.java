package io.piha.console.setup;

import io.piha.console.kit.Faces;
import io.piha.console.kit.Words;
import io.piha.setup.Found;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What was found in the network; a click, or Enter, takes its address over. */
public final class FoundRows extends VBox {
  private static final double LINE = 44;
  private static final double ROOM = 3.2;

  public FoundRows() {
    getStyleClass().add("found-rows");
  }

  void tie(SetupModel model, Found.Kind kind, Words words) {
    FoundModel found = model.found();
    Label title = new Label(words.say("setup.found"));
    title.getStyleClass().add("caption");
    Button again = new Button(words.say("setup.found.again"));
    again.setId("lookAgain");
    again.disableProperty().bind(found.busy());
    again.setOnAction(_ -> found.look());
    ProgressIndicator busy = new ProgressIndicator();
    busy.getStyleClass().add("setup-busy");
    busy.setAccessibleText(words.say("setup.found.looking"));
    Faces.showWhen(busy, found.busy());
    HBox head = new HBox(title, again, busy);
    head.getStyleClass().add("setup-row");
    getChildren().setAll(head, list(model, kind, words));
  }

  private static ListView<Found> list(SetupModel model, Found.Kind kind, Words words) {
    Label hint = new Label();
    hint.textProperty().bind(model.found().hint());
    hint.setWrapText(true);
    hint.getStyleClass().add("setup-hint");
    ListView<Found> list = new ListView<>(model.found().of(kind));
    list.setId("foundList");
    list.setAccessibleText(words.say("setup.found"));
    list.getStyleClass().add("audit-list");
    list.setPlaceholder(hint);
    list.setPrefHeight(LINE * ROOM);
    list.setCellFactory(_ -> new Cell(model));
    list.setOnKeyPressed(
        event -> {
          Found chosen = list.getSelectionModel().getSelectedItem();
          if (event.getCode() == KeyCode.ENTER && chosen != null) {
            model.choose(chosen);
            event.consume();
          }
        });
    return list;
  }

  private static final class Cell extends ListCell<Found> {
    private final Label name = new Label();
    private final Label url = new Label();
    private final VBox row = new VBox(name, url);

    private Cell(SetupModel model) {
      setPrefWidth(0);
      url.getStyleClass().add("muted");
      setOnMouseClicked(
          _ -> {
            if (getItem() != null) {
              model.choose(getItem());
            }
          });
    }

    @Override
    protected double computePrefHeight(double width) {
      return LINE;
    }

    @Override
    protected void updateItem(@Nullable Found found, boolean empty) {
      super.updateItem(found, empty);
      if (found == null || empty) {
        setGraphic(null);
        return;
      }
      name.setText(found.detail().isEmpty() ? found.name() : found.name() + "  " + found.detail());
      url.setText(found.url());
      setAccessibleText(found.name() + " " + found.url());
      setGraphic(row);
    }
  }
}
