package io.piha.console.frame;

import java.util.List;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The command palette: type a few letters, choose with the arrows, Enter goes there. */
public final class Palette {

  private final FilteredList<Command> shown;
  private final Runnable close;
  private final StringProperty query = new SimpleStringProperty("");

  @FXML private TextField text;
  @FXML private ListView<Command> list;

  Palette(List<Command> all, Runnable close) {
    ObservableList<Command> items = FXCollections.observableArrayList(all);
    this.shown = new FilteredList<>(items);
    this.close = close;
    query.subscribe(now -> shown.setPredicate(each -> each.matches(now)));
  }

  @FXML
  private void initialize() {
    text.textProperty().bindBidirectional(query);
    list.setItems(shown);
    list.setCellFactory(_ -> new Cell());
    list.getSelectionModel().selectFirst();
    query.subscribe(_ -> list.getSelectionModel().selectFirst());
    text.addEventFilter(KeyEvent.KEY_PRESSED, this::typed);
    list.setOnMouseClicked(_ -> run());
  }

  void focus() {
    text.requestFocus();
  }

  private void typed(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER) {
      run();
      event.consume();
    } else if (event.getCode() == KeyCode.DOWN) {
      list.getSelectionModel().selectNext();
      list.scrollTo(list.getSelectionModel().getSelectedIndex());
      event.consume();
    } else if (event.getCode() == KeyCode.UP) {
      list.getSelectionModel().selectPrevious();
      list.scrollTo(list.getSelectionModel().getSelectedIndex());
      event.consume();
    }
  }

  private void run() {
    Command chosen = list.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      close.run();
      chosen.action().run();
    }
  }

  private static final class Cell extends ListCell<Command> {
    private final Label name = new Label();
    private final Label keys = new Label();
    private final Region room = new Region();
    private final HBox row = new HBox(name, room, keys);

    private Cell() {
      keys.getStyleClass().add("key");
      HBox.setHgrow(room, Priority.ALWAYS);
    }

    @Override
    protected void updateItem(@Nullable Command item, boolean empty) {
      super.updateItem(item, empty);
      if (item == null || empty) {
        setGraphic(null);
        return;
      }
      name.setText(item.name());
      keys.setText(item.keys());
      setAccessibleText(item.name());
      setGraphic(row);
    }
  }
}
