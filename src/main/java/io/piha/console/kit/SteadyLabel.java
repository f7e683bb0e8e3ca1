package io.piha.console.kit;

import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/**
 * A text that changes often in a place that does not. The page is laid out anew only when the text
 * needs another height; a plain label would ask for that with every second that passes.
 */
public final class SteadyLabel extends Region {

  /** It asks for width in steps, so that a wider figure is no reason to lay out either. */
  private static final double STEP = 64;

  private final Label label = new Label();
  private String shown = "";

  public SteadyLabel() {
    getStyleClass().add("steady");
    label.setManaged(false);
    getChildren().add(label);
    setMinWidth(0);
    label.wrapTextProperty().subscribe(_ -> requestLayout());
  }

  /** Shows a text. */
  public void show(String text) {
    if (!text.equals(shown)) {
      shown = text;
      label.setText(Spans.unbroken(text));
      boolean higher = getWidth() <= 0 || needed(getWidth()) != getHeight();
      // What stands around it reckons with the width that it last asked for.
      if (higher || label.prefWidth(-1) > prefWidth(-1)) {
        requestLayout();
      }
    }
  }

  /** The label itself, for its look and its tip. */
  public Label label() {
    return label;
  }

  public boolean isWrapText() {
    return label.isWrapText();
  }

  public void setWrapText(boolean wrap) {
    label.setWrapText(wrap);
  }

  private double needed(double width) {
    return snapSizeY(label.prefHeight(width));
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  public double getBaselineOffset() {
    return label.getBaselineOffset();
  }

  @Override
  protected double computePrefWidth(double height) {
    return Math.ceil(label.prefWidth(-1) / STEP) * STEP;
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected double computePrefHeight(double width) {
    return needed(width);
  }

  @Override
  protected double computeMaxWidth(double height) {
    return Double.MAX_VALUE;
  }

  @Override
  protected void layoutChildren() {
    label.resizeRelocate(0, 0, getWidth(), getHeight());
  }
}
