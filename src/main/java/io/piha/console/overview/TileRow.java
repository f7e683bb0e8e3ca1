package io.piha.console.overview;

import io.piha.console.kit.Faces;
import io.piha.console.kit.Screen;
import io.piha.console.kit.Screens;
import io.piha.console.kit.Words;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/**
 * Keeps one tile per host on the page, and lets go of those whose host is no longer shown. A few
 * tiles all exist and are as high as they need; many, or those that stand in groups, are on a sheet
 * that has only those in sight.
 */
final class TileRow {

  private final TileFlow flow;
  private final TileSheet sheet;
  private final Screens screens;
  private final Words words;
  private List<HostTile> shown = List.of();

  TileRow(TileFlow flow, TileSheet sheet, Screens screens, Words words) {
    this.flow = flow;
    this.sheet = sheet;
    this.screens = screens;
    this.words = words;
  }

  /**
   * Follows the model.
   *
   * @param bar holds the search and the choice of groups; there while there is something to choose
   */
  void follow(OverviewModel model, Pane bar) {
    Tiles arranged = model.arranged();
    sheet.follow(tile -> HostTile.load(tile, screens, words), arranged::toggle);
    arranged.groups().subscribe(_ -> show(model));
    model.tiles().addListener((ListChangeListener<HostTileModel>) _ -> show(model));
    Faces.showWhenMade(
        bar,
        () -> screens.load(Screen.TILE_BAR, new TileBar(model, words)),
        Bindings.size(model.services())
            .greaterThan(1)
            .or(Bindings.size(model.tiles()).greaterThanOrEqualTo(Tiles.MANY))
            .or(arranged.grouping().isNotEqualTo(Grouping.NONE))
            .map(yes -> yes));
  }

  private void show(OverviewModel model) {
    boolean many = model.arranged().sheet();
    sheet.show(many ? model.arranged().groups().get() : List.of());
    show(sheet, many);
    show(flow, !many);
    var next = new ArrayList<HostTile>();
    for (TileGroup group : many ? List.<TileGroup>of() : model.arranged().groups().get()) {
      group.tiles().forEach(each -> next.add(tile(each)));
    }
    shown.stream().filter(tile -> !next.contains(tile)).forEach(HostTile::release);
    if (!shown.equals(next)) {
      shown = next;
      flow.getChildren().setAll(next.stream().map(HostTile::node).toList());
    }
  }

  private HostTile tile(HostTileModel model) {
    return shown.stream()
        .filter(tile -> tile.model().equals(model))
        .findFirst()
        .orElseGet(() -> HostTile.load(model, screens, words));
  }

  private static void show(Region part, boolean now) {
    part.setVisible(now);
    part.setManaged(now);
  }
}
