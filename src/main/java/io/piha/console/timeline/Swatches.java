package io.piha.console.timeline;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;

/**
 * The canvas's colours, one unseen label each, so that the style sheets choose them like all others
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

  private final Map<Role, Label> labels = new EnumMap<>(Role.class);

  Swatches() {
    setVisible(false);
    setManaged(false);
    for (Role role : Role.values()) {
      var label = new Label();
      label.getStyleClass().setAll("swatch", "swatch-" + role.name().toLowerCase(Locale.ROOT));
      labels.put(role, label);
      getChildren().add(label);
    }
  }

  /** Calls when the theme has changed. */
  void onChange(Runnable then) {
    label(Role.TEXT).textFillProperty().subscribe(_ -> then.run());
  }

  Paint of(Role role) {
    Paint paint = label(role).getTextFill();
    return paint == null ? Color.GRAY : paint;
  }

  Font font() {
    return label(Role.TEXT).getFont();
  }

  private Label label(Role role) {
    return labels.computeIfAbsent(role, _ -> new Label());
  }
}
