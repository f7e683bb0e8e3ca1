package io.piha.console.overview;

import io.piha.console.kit.Screens;
import io.piha.console.kit.Words;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/** Keeps one tile per host on the page, and lets go of those whose host is no longer shown. */
final class TileRow {

  private final TileFlow flow;
  private final Screens screens;
  private final Words words;
  private List<HostTile> shown = List.of();

  TileRow(TileFlow flow, Screens screens, Words words) {
    this.flow = flow;
    this.screens = screens;
    this.words = words;
  }

  void follow(ObservableList<HostTileModel> models) {
    models.addListener((ListChangeListener<HostTileModel>) _ -> show(models));
    show(models);
  }

  private void show(List<HostTileModel> models) {
    var next = new ArrayList<HostTile>();
    for (HostTileModel model : models) {
      next.add(
          shown.stream()
              .filter(tile -> tile.model().equals(model))
              .findFirst()
              .orElseGet(() -> HostTile.load(model, screens, words)));
    }
    shown.stream().filter(tile -> !next.contains(tile)).forEach(HostTile::release);
    shown = next;
    flow.getChildren().setAll(next.stream().map(HostTile::node).toList());
  }
}
