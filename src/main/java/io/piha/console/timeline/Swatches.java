package io.piha.console.timeline;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/**
 * The canvas's colours, one unseen shape each, so that the style sheets choose them like all others
 * and a change of theme is followed.
 */
final class Swatches extends Pane {

  /** What is drawn in a colour of its own. */
  enum Role {
    TEXT,
    MUTED,
    GRID,
    BEAT,
    BAND,
    GAP,
    LATE,
    LIMIT,
    PROBE,
    DOWN,
    UNKNOWN,
    NOTICE,
    BAD,
    NOW,
    PAST,
    VEIL
  }

  private final Map<Role, Text> shapes = new EnumMap<>(Role.class);

  Swatches() {
    setVisible(false);
    setManaged(false);
    for (Role role : Role.values()) {
      var shape = new Text();
      shape.getStyleClass().setAll("swatch", "swatch-" + role.name().toLowerCase(Locale.ROOT));
      shapes.put(role, shape);
      getChildren().add(shape);
    }
  }

  /** Calls when the theme has changed. */
  void onChange(Runnable then) {
    shape(Role.TEXT).fillProperty().subscribe(_ -> then.run());
  }

  Paint of(Role role) {
    Paint paint = shape(role).getFill();
    return paint == null ? Color.GRAY : paint;
  }

  Font font() {
    return shape(Role.TEXT).getFont();
  }

  private Text shape(Role role) {
    return shapes.computeIfAbsent(role, _ -> new Text());
  }
}
