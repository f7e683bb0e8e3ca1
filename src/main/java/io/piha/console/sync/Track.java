package io.piha.console.sync;

import javafx.scene.layout.Region;

/** The way of one commit: from its arrival on the left to its release on the right. */
final class Track extends Region {

  private static final double DOT = 12;
  private static final double LINE = 4;
  private static final double GATE = 2;

  private final Region way = part("track-way");
  private final Region stood = part("track-stood");
  private final Region gate = part("track-gate");
  private final Region dot = part("track-dot");
  private double progress;

  Track() {
    getStyleClass().add("track");
    setMinHeight(16);
    setPrefHeight(28);
    getChildren().addAll(way, gate, stood, dot);
  }

  private static Region part(String style) {
    var part = new Region();
    part.getStyleClass().add(style);
    part.setManaged(false);
    return part;
  }

  /** Moves the dot. */
  void show(double now) {
    double next = Math.clamp(now, 0, 1);
    if (next != progress) {
      progress = next;
      requestLayout();
    }
  }

  @Override
  protected void layoutChildren() {
    double room = Math.max(0, getWidth() - DOT);
    double middle = getHeight() / 2;
    double at = snapPositionX(room * progress);
    way.resizeRelocate(DOT / 2, middle - LINE / 2, room, LINE);
    stood.resizeRelocate(DOT / 2, middle - LINE / 2, at, LINE);
    gate.resizeRelocate(DOT / 2 + room - GATE / 2, 0, GATE, getHeight());
    dot.resizeRelocate(at, middle - DOT / 2, DOT, DOT);
  }
}
