package io.piha.console.overview;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/**
 * Many tiles under the headings of their groups. Only those in sight exist, and a few that were: a
 * tile is dear to make.
 */
public final class TileSheet extends Region {

  private static final double TILE_WIDTH = 360;
  private static final double TILE_HEIGHT = 304;
  private static final double HEAD_HEIGHT = 36;
  private static final double GAP = 12;
  private static final int KEPT = 36;

  private final ScrollBar bar = new ScrollBar();
  private final Inside inside = new Inside();
  private final Map<HostTileModel, HostTile> made = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<String, GroupHead> heads = new HashMap<>();
  private List<TileGroup> groups = List.of();
  private Function<HostTileModel, Optional<HostTile>> maker = _ -> Optional.empty();
  private Consumer<String> toggle = _ -> {};

  public TileSheet() {
    getStyleClass().add("tile-sheet");
    bar.setOrientation(Orientation.VERTICAL);
    bar.setManaged(false);
    bar.setUnitIncrement(TILE_HEIGHT / 2);
    bar.valueProperty().subscribe((_, _) -> inside.requestLayout());
    getChildren().addAll(inside, bar);
    setOnScroll(
        event -> {
          double before = bar.getValue();
          scroll(-event.getDeltaY());
          if (bar.getValue() != before) {
            event.consume(); // at either end the page scrolls on
          }
        });
    addEventHandler(KeyEvent.KEY_PRESSED, this::typed);
  }

  /**
   * @param make makes the tile of a host
   * @param onToggle called with the title of a group that is to be collapsed or opened
   */
  void follow(Function<HostTileModel, HostTile> make, Consumer<String> onToggle) {
    maker = model -> Optional.of(make.apply(model));
    toggle = onToggle;
  }

  void show(List<TileGroup> next) {
    groups = next;
    requestLayout();
  }

  private void typed(KeyEvent event) {
    switch (event.getCode()) {
      case PAGE_UP -> scroll(-getHeight());
      case PAGE_DOWN -> scroll(getHeight());
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void scroll(double by) {
    bar.setValue(Math.clamp(bar.getValue() + by, 0, bar.getMax()));
  }

  @Override
  protected double computePrefHeight(double width) {
    return 2 * (TILE_HEIGHT + GAP);
  }

  @Override
  protected double computePrefWidth(double height) {
    return 2 * (TILE_WIDTH + GAP);
  }

  @Override
  protected void layoutChildren() {
    double wide = snapSizeX(bar.prefWidth(-1));
    double room = getWidth() - wide - 4;
    double whole = 0;
    for (TileGroup group : groups) {
      whole += height(group, columns(room));
    }
    double hidden = Math.max(0, whole - GAP - getHeight());
    bar.setVisible(hidden > 0);
    bar.setMax(hidden);
    bar.setVisibleAmount(hidden * getHeight() / Math.max(1, whole));
    bar.setBlockIncrement(getHeight());
    bar.setValue(Math.clamp(bar.getValue(), 0, hidden));
    bar.resizeRelocate(getWidth() - wide, 0, wide, getHeight());
    inside.resizeRelocate(0, 0, hidden > 0 ? room : getWidth(), getHeight());
    inside.requestLayout();
  }

  private static int columns(double width) {
    return Math.max(1, (int) ((width + GAP) / (TILE_WIDTH + GAP)));
  }

  private static double height(TileGroup group, int columns) {
    int rows = group.collapsed() ? 0 : Math.ceilDiv(group.tiles().size(), columns);
    return (group.title().isEmpty() ? 0 : HEAD_HEIGHT + GAP) + rows * (TILE_HEIGHT + GAP);
  }

  /** What is in sight; a root of its own for layout, so that scrolling lays out nothing else. */
  private final class Inside extends Region {

    private final Rectangle clip = new Rectangle();
    private final List<Node> seen = new ArrayList<>();

    Inside() {
      setManaged(false);
      setClip(clip);
    }

    @Override
    protected void layoutChildren() {
      clip.setWidth(getWidth());
      clip.setHeight(getHeight());
      seen.clear();
      double y = -bar.getValue();
      for (TileGroup group : groups) {
        y = place(group, snapPositionY(y), columns(getWidth()));
      }
      if (!getChildren().equals(seen)) {
        getChildren().setAll(seen);
      }
      letGo();
    }

    private double place(TileGroup group, double top, int columns) {
      double y = top;
      if (!group.title().isEmpty()) {
        if (inSight(y, HEAD_HEIGHT)) {
          GroupHead head =
              heads.computeIfAbsent(group.title(), title -> new GroupHead(title, toggle));
          head.show(group);
          put(head, 0, y, getWidth(), HEAD_HEIGHT);
        }
        y += HEAD_HEIGHT + GAP;
      }
      if (group.collapsed()) {
        return y;
      }
      double wide = Math.floor((getWidth() - (columns - 1) * GAP) / columns);
      for (int from = 0; from < group.tiles().size(); from += columns) {
        if (inSight(y, TILE_HEIGHT)) {
          row(group, from, Math.min(from + columns, group.tiles().size()), y, wide);
        }
        y += TILE_HEIGHT + GAP;
      }
      return y;
    }

    private void row(TileGroup group, int from, int to, double y, double wide) {
      for (int i = from; i < to; i++) {
        double x = (i - from) * (wide + GAP);
        tile(group.tiles().get(i)).ifPresent(tile -> put(tile.node(), x, y, wide, TILE_HEIGHT));
      }
    }

    private Optional<HostTile> tile(HostTileModel model) {
      Optional<HostTile> known = Optional.ofNullable(made.get(model));
      if (known.isPresent()) {
        return known;
      }
      Optional<HostTile> fresh = maker.apply(model);
      fresh.ifPresent(
          tile -> {
            tile.fixHeight();
            made.put(model, tile);
          });
      return fresh;
    }

    private void put(Node node, double x, double y, double width, double height) {
      node.setManaged(false);
      node.resizeRelocate(x, y, width, height);
      seen.add(node);
    }

    private boolean inSight(double y, double height) {
      return y + height > 0 && y < getHeight();
    }

    /** Those that were in sight longest ago go first. */
    private void letGo() {
      var each = made.values().iterator();
      while (made.size() > KEPT && each.hasNext()) {
        HostTile tile = each.next();
        if (tile.node().getParent() == null) {
          tile.release();
          each.remove();
        }
      }
    }
  }
}
