package io.piha.console.kit;

import javafx.scene.Node;
import javafx.scene.control.ListCell;

/** A cell whose words take as many lines as they need at the width of the list. */
public class WrappingCell<T> extends ListCell<T> {

  /** Room for a scroll bar. */
  private static final double BAR = 16;

  @Override
  protected double computePrefHeight(double width) {
    Node shown = getGraphic();
    if (shown == null) {
      return super.computePrefHeight(width);
    }
    // The list tells the width that a cell gets; before it knows, a bar is reckoned with.
    double wide = width > 0 ? width : getListView().getWidth() - BAR;
    double room = wide - snappedLeftInset() - snappedRightInset();
    return shown.prefHeight(Math.max(BAR, room)) + snappedTopInset() + snappedBottomInset();
  }
}
