package io.piha.console.timeline;

import javafx.scene.canvas.GraphicsContext;

/** The shapes of marks, so that none is told by its colour alone. */
final class MarkShapes {

  private final GraphicsContext pen;

  MarkShapes(GraphicsContext pen) {
    this.pen = pen;
  }

  void draw(Mark.Shape shape, double x, double y) {
    switch (shape) {
      case LIFE -> polygon(x, y, 0, -5, 5, 0, 0, 5, -5, 0);
      case PROBE -> pen.fillRect(x - 1.5, y - 5, 3, 10);
      case ORDER -> polygon(x, y, -4, 4, 0, -5, 4, 4);
      case POWER -> polygon(x, y, 1, -6, -4, 1, 0, 1, -1, 6, 4, -1, 0, -1);
      case FREEZE -> {
        pen.fillRect(x - 0.75, y - 5, 1.5, 10);
        pen.fillRect(x - 5, y - 0.75, 10, 1.5);
        pen.fillRect(x - 3, y - 3, 6, 6);
      }
      case SYNC -> {
        pen.fillOval(x - 5, y - 2.5, 5, 5);
        pen.fillOval(x, y - 2.5, 5, 5);
      }
      case DRILL -> polygon(x, y, -5, -4, 5, -4, 0, 5);
      case PERSON -> {
        pen.fillOval(x - 2.5, y - 5, 5, 5);
        pen.fillRect(x - 4, y + 1, 8, 4);
      }
      case OTHER -> pen.fillOval(x - 2, y - 2, 4, 4);
    }
  }

  private void polygon(double x, double y, double... pairs) {
    pen.beginPath();
    pen.moveTo(x + pairs[0], y + pairs[1]);
    for (int i = 2; i < pairs.length; i += 2) {
      pen.lineTo(x + pairs[i], y + pairs[i + 1]);
    }
    pen.closePath();
    pen.fill();
  }
}
