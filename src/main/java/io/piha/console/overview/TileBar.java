package io.piha.console.overview;

import io.piha.console.kit.Words;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.util.StringConverter;

/** Ties tilebar.fxml, the search above many tiles and the choice of groups, to the model. */
final class TileBar {

  private final OverviewModel model;
  private final Words words;

  @FXML private ComboBox<Grouping> grouping;
  @FXML private TextField filter;

  TileBar(OverviewModel model, Words words) {
    this.model = model;
    this.words = words;
  }

  @FXML
  private void initialize() {
    Tiles arranged = model.arranged();
    filter.textProperty().subscribe(arranged::search);
    grouping.getItems().setAll(Grouping.values());
    grouping.setConverter(new Names());
    arranged.grouping().subscribe(grouping::setValue);
    grouping.valueProperty().subscribe((_, by) -> model.group(by));
  }

  private final class Names extends StringConverter<Grouping> {
    @Override
    public String toString(Grouping grouping) {
      return grouping == null ? "" : words.say(grouping.key());
    }

    @Override
    public Grouping fromString(String text) {
      return Grouping.NONE; // the list cannot be typed into
    }
  }
}
