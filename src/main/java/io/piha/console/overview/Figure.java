package io.piha.console.overview;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.VPos;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * A short figure whose digits keep their places: each stands in the middle of a cell as wide as a
 * nought. One digit that becomes another, as happens each second, lays out nothing.
 */
final class Figure extends Region {

  private static final PseudoClass LONG = PseudoClass.getPseudoClass("long");
  private static final int MOST = 5;

  private String shown = "";
  private @Nullable Font font;
  private double nought;

  Figure() {
    getStyleClass().add("figure");
  }

  void show(String now) {
    if (now.equals(shown)) {
      return;
    }
    boolean fits = fits(now);
    shown = now;
    if (fits) {
      for (int i = 0; i < now.length(); i++) {
        cells().get(i).setText(now.substring(i, i + 1));
      }
      place();
    } else {
      getChildren().setAll(now.chars().mapToObj(Figure::cell).toList());
      pseudoClassStateChanged(LONG, now.length() > MOST);
      requestLayout();
    }
  }

  /** Whether it has digits where the one before had some. */
  private boolean fits(String now) {
    if (now.length() != shown.length()) {
      return false;
    }
    for (int i = 0; i < now.length(); i++) {
      boolean digits = Character.isDigit(now.charAt(i)) && Character.isDigit(shown.charAt(i));
      if (!digits && now.charAt(i) != shown.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static Text cell(int character) {
    var cell = new Text(Character.toString(character));
    cell.setTextOrigin(VPos.TOP);
    cell.setManaged(false);
    return cell;
  }

  @Override
  protected double computePrefWidth(double height) {
    return place();
  }

  @Override
  protected double computePrefHeight(double width) {
    return cells().stream().mapToDouble(each -> each.getLayoutBounds().getHeight()).max().orElse(0);
  }

  @Override
  protected void layoutChildren() {
    place();
  }

  /** Puts each into its cell, and returns how wide they are together. */
  private double place() {
    double x = 0;
    for (Text each : cells()) {
      double wide = each.getLayoutBounds().getWidth();
      boolean digit = Character.isDigit(each.getText().charAt(0));
      double cell = digit ? nought(each) : wide;
      each.setX(x + (cell - wide) / 2);
      x += cell;
    }
    return x;
  }

  private double nought(Text digit) {
    if (!digit.getFont().equals(font)) {
      font = digit.getFont();
      var text = new Text("0");
      text.setFont(font);
      nought = Math.ceil(text.getLayoutBounds().getWidth());
    }
    return nought;
  }

  private List<Text> cells() {
    return getChildren().stream().map(Text.class::cast).toList();
  }
}
