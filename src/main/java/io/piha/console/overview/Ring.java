package io.piha.console.overview;

import io.piha.console.kit.Faces;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Arc;
import javafx.scene.shape.Circle;

/** A ring that fills towards a limit, with a figure in it whose digits keep their places. */
final class Ring extends Region {

  private static final double SIZE = 92;
  private static final double RADIUS = 40;
  private static final PseudoClass LONG = PseudoClass.getPseudoClass("long");

  private final Arc arc = new Arc(SIZE / 2, SIZE / 2, RADIUS, RADIUS, 90, 0);
  private final HBox figure = new HBox();
  private final Label caption = new Label();
  private final VBox text = new VBox(figure, caption);

  Ring() {
    var track = new Circle(SIZE / 2, SIZE / 2, RADIUS);
    track.getStyleClass().add("ring-track");
    arc.getStyleClass().add("ring-arc");
    figure.getStyleClass().add("ring-figure");
    caption.getStyleClass().add("ring-caption");
    text.getStyleClass().add("ring-text");
    // Unmanaged: a new figure or a longer arc then lays out this ring alone and not the whole page.
    text.setManaged(false);
    arc.setManaged(false);
    text.resizeRelocate(0, 0, SIZE, SIZE);
    getStyleClass().add("ring");
    setMinSize(SIZE, SIZE);
    setPrefSize(SIZE, SIZE);
    setMaxSize(SIZE, SIZE);
    getChildren().addAll(track, arc, text);
  }

  void show(RingFace face) {
    arc.setLength(-360 * face.fill());
    arc.setVisible(face.fill() > 0);
    figures(face.figure());
    caption.setText(face.caption());
    Faces.set(this, face.tone());
    setAccessibleText(face.figure() + " " + face.caption());
  }

  private void figures(String now) {
    while (figure.getChildren().size() < now.length()) {
      figure.getChildren().add(new Label());
    }
    figure.getChildren().remove(now.length(), figure.getChildren().size());
    for (int i = 0; i < now.length(); i++) {
      var cell = (Label) figure.getChildren().get(i);
      cell.setText(now.substring(i, i + 1));
      // Only when it differs: a style class set anew is styled anew.
      String kind = Character.isDigit(now.charAt(i)) ? "digit" : "between";
      if (!cell.getStyleClass().contains(kind)) {
        cell.getStyleClass().setAll("label", kind);
      }
    }
    figure.pseudoClassStateChanged(LONG, now.length() > 5);
  }
}
