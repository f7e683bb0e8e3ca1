package io.piha.console.overview;

import io.piha.console.kit.Faces;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Arc;
import javafx.scene.shape.Circle;

/** A ring that fills towards a limit, with a figure in it. */
final class Ring extends Region {

  private static final double SIZE = 92;
  private static final double RADIUS = 40;

  private final Arc arc = new Arc(SIZE / 2, SIZE / 2, RADIUS, RADIUS, 90, 0);
  private final Figure figure = new Figure();
  private final Label caption = new Label();
  private final VBox text = new VBox(figure, caption);

  Ring() {
    var track = new Circle(SIZE / 2, SIZE / 2, RADIUS);
    track.getStyleClass().add("ring-track");
    arc.getStyleClass().add("ring-arc");
    caption.getStyleClass().add("ring-caption");
    text.getStyleClass().add("ring-text");
    // Unmanaged: a new figure or a longer arc then lays out this ring alone and not the whole page.
    text.setFillWidth(false);
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
    figure.show(face.figure());
    caption.setText(face.caption());
    Faces.set(this, face.tone());
    setAccessibleText(face.figure() + " " + face.caption());
  }
}
