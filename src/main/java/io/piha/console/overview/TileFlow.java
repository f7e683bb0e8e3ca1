package io.piha.console.overview;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/** Tiles of equal width in as many columns as fit, each row as high as its highest tile. */
public final class TileFlow extends Pane {

  private static final double NARROWEST = 360;

  /** In a wider one the eye loses the line between a fact and its figure. */
  private static final double WIDEST = 720;

  private static final double GAP = 12;

  public TileFlow() {
    getStyleClass().add("tile-flow");
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computeMinWidth(double height) {
    return NARROWEST;
  }

  @Override
  protected double computePrefWidth(double height) {
    return Math.max(1, count()) * (NARROWEST + GAP) - GAP;
  }

  @Override
  protected double computeMaxWidth(double height) {
    return Math.max(1, count()) * (WIDEST + GAP) - GAP;
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected double computePrefHeight(double width) {
    double given = width < 0 ? prefWidth(-1) : width;
    double tile = tileWidth(given);
    int columns = columns(given);
    double sum = 0;
    List<Node> tiles = getManagedChildren();
    for (int from = 0; from < tiles.size(); from += columns) {
      sum += rowHeight(tiles, from, columns, tile) + (from == 0 ? 0 : GAP);
    }
    return sum;
  }

  @Override
  protected void layoutChildren() {
    double tile = tileWidth(getWidth());
    int columns = columns(getWidth());
    List<Node> tiles = getManagedChildren();
    double y = 0;
    for (int from = 0; from < tiles.size(); from += columns) {
      // A single row is as high as what stands beside it.
      double height = tiles.size() <= columns ? getHeight() : rowHeight(tiles, from, columns, tile);
      for (int i = from; i < Math.min(from + columns, tiles.size()); i++) {
        double x = snapPositionX((i - from) * (tile + GAP));
        tiles.get(i).resizeRelocate(x, snapPositionY(y), snapSizeX(tile), height);
      }
      y += height + GAP;
    }
  }

  private int columns(double width) {
    int fit = (int) Math.floor((width + GAP) / (NARROWEST + GAP));
    return Math.clamp(fit, 1, Math.max(1, count()));
  }

  private double tileWidth(double width) {
    int columns = columns(width);
    return Math.floor((width - (columns - 1) * GAP) / columns);
  }

  private static double rowHeight(List<Node> tiles, int from, int columns, double width) {
    return tiles.stream()
        .skip(from)
        .limit(columns)
        .mapToDouble(node -> Math.ceil(node.prefHeight(width)))
        .max()
        .orElse(0);
  }

  private int count() {
    return getManagedChildren().size();
  }
}
