package io.piha.console.overview;

import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;

/** A small trace of what a host drew, with a caption under it; not there without anything. */
final class DrawTrace extends Region {

  private static final double HEIGHT = 22;
  private static final double CAPTION = 16;

  private final Path area = path("draw-area");
  private final Path line = path("draw-line");
  private final Path dark = path("draw-dark");
  private final Path unknown = path("draw-unknown");
  private final Label caption = new Label();
  private List<DrawFace.Step> steps = List.of();
  private double drawnFor = -1;

  DrawTrace() {
    getStyleClass().add("draw-trace");
    caption.getStyleClass().add("draw-caption");
    setMinHeight(HEIGHT + CAPTION);
    setPrefHeight(HEIGHT + CAPTION);
    setMaxHeight(HEIGHT + CAPTION);
    setMinWidth(0);
    getChildren().addAll(area, line, dark, unknown, caption);
    show(DrawFace.NONE);
  }

  void show(DrawFace face) {
    boolean any = !face.steps().isEmpty();
    setVisible(any);
    setManaged(any);
    steps = face.steps();
    caption.setText(face.caption());
    setAccessibleText(face.caption());
    drawnFor = -1;
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    layoutInArea(caption, 0, HEIGHT, getWidth(), CAPTION, 0, HPos.LEFT, VPos.CENTER);
    if (drawnFor != getWidth()) {
      drawnFor = getWidth();
      draw(snapPositionX(getWidth()));
    }
  }

  private void draw(double wide) {
    List.of(area, line, dark, unknown).forEach(each -> each.getElements().clear());
    for (DrawFace.Step step : steps) {
      double left = step.from() * wide;
      // What lasted less than a pixel is still seen.
      double right = Math.min(wide, Math.max(left + 1, step.to() * wide));
      switch (step.gives()) {
        case POWER -> {
          double top = HEIGHT - 1 - (HEIGHT - 3) * step.height();
          box(area, left, top, right, HEIGHT);
          line.getElements().addAll(new MoveTo(left, top), new LineTo(right, top));
        }
        case NOTHING -> box(dark, left, 0, Math.max(right, left + 2), HEIGHT);
        case UNKNOWN -> box(unknown, left, HEIGHT - 3, right, HEIGHT);
      }
    }
  }

  private static void box(Path path, double left, double top, double right, double bottom) {
    path.getElements()
        .addAll(
            new MoveTo(left, top),
            new LineTo(right, top),
            new LineTo(right, bottom),
            new LineTo(left, bottom),
            new ClosePath());
  }

  private static Path path(String style) {
    var path = new Path();
    path.getStyleClass().add(style);
    path.setManaged(false);
    path.setStroke(null);
    return path;
  }
}
