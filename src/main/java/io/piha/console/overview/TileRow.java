package io.piha.console.overview;

import io.piha.console.kit.Screens;
import io.piha.console.kit.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.layout.Region;
import org.controlsfx.control.GridView;

/**
 * Keeps one tile per host on the page, and lets go of those whose host is no longer shown. A few
 * tiles all exist and are as high as they need; of many only those in sight exist, of one height,
 * and can be searched.
 */
final class TileRow {

  /** From so many hosts on they are many. */
  static final int MANY = 25;

  private static final double TILE_WIDTH = 360;
  private static final double TILE_HEIGHT = 276;
  private static final double GAP = 12;
  private static final double BAR = 28;

  private final TileFlow flow;
  private final Region panel;
  private final GridView<HostTileModel> grid;
  private final TextField filter;
  private final Screens screens;
  private final Words words;
  private List<HostTile> shown = List.of();

  /**
   * @param panel holds the grid and its filter
   */
  TileRow(
      TileFlow flow,
      Region panel,
      GridView<HostTileModel> grid,
      TextField filter,
      Screens screens,
      Words words) {
    this.flow = flow;
    this.panel = panel;
    this.grid = grid;
    this.filter = filter;
    this.screens = screens;
    this.words = words;
  }

  void follow(ObservableList<HostTileModel> models) {
    var passing = new FilteredList<>(models);
    filter
        .textProperty()
        .subscribe(
            text -> {
              String part = text.strip().toLowerCase(Locale.ROOT);
              passing.setPredicate(model -> model.matches(part));
            });
    grid.setCellFactory(_ -> new TileCell(screens, words));
    grid.setCellHeight(TILE_HEIGHT);
    grid.setHorizontalCellSpacing(GAP / 2);
    grid.setVerticalCellSpacing(GAP / 2);
    grid.skinProperty().subscribe(_ -> allRowsAreAlike());
    grid.widthProperty().subscribe(width -> grid.setCellWidth(tileWidth(width.doubleValue())));
    models.addListener((ListChangeListener<HostTileModel>) _ -> show(models, passing));
    show(models, passing);
  }

  /** Told so, the grid need not make tiles only to measure them. */
  private void allRowsAreAlike() {
    if (grid.lookup(".virtual-flow") instanceof VirtualFlow<?> rows) {
      rows.setFixedCellSize(TILE_HEIGHT + GAP);
    }
  }

  private static double tileWidth(double width) {
    double room = Math.max(TILE_WIDTH, width - BAR);
    double columns = Math.floor(room / (TILE_WIDTH + GAP));
    return Math.floor(room / Math.max(1, columns) - GAP);
  }

  private void show(List<HostTileModel> models, FilteredList<HostTileModel> passing) {
    boolean many = models.size() >= MANY;
    // An unseen grid would make tiles all the same.
    grid.setItems(many ? passing : FXCollections.observableArrayList());
    panel.setVisible(many);
    panel.setManaged(many);
    flow.setVisible(!many);
    flow.setManaged(!many);
    var next = new ArrayList<HostTile>();
    for (HostTileModel model : many ? List.<HostTileModel>of() : models) {
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
