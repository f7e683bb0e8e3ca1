package io.piha.console.overview;

import io.piha.console.kit.Screens;
import io.piha.console.kit.Words;
import org.controlsfx.control.GridCell;
import org.jspecify.annotations.Nullable;

/** A place in the grid of many tiles; whichever host is in sight there. */
final class TileCell extends GridCell<HostTileModel> {

  private final Screens screens;
  private final Words words;
  private @Nullable HostTile tile;

  TileCell(Screens screens, Words words) {
    this.screens = screens;
    this.words = words;
    getStyleClass().add("tile-cell");
  }

  @Override
  protected void updateItem(@Nullable HostTileModel model, boolean empty) {
    super.updateItem(model, empty);
    if (getIndex() < 0) {
      return; // the grid takes every index away and gives it back whenever it lays out
    }
    HostTile before = tile;
    if (before != null && before.model().equals(model) && !empty) {
      return;
    }
    if (before != null) {
      before.release();
      tile = null;
    }
    if (model == null || empty) {
      setGraphic(null);
      return;
    }
    HostTile fresh = HostTile.load(model, screens, words);
    fresh.node().setPrefSize(1, 1);
    fresh.node().prefWidthProperty().bind(widthProperty());
    fresh.node().prefHeightProperty().bind(heightProperty());
    tile = fresh;
    setGraphic(fresh.node());
  }
}
