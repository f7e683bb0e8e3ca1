package io.piha.console.timeline;

import io.piha.console.timeline.Swatches.Role;
import io.piha.journal.PowerChange;
import java.time.Instant;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;

/**
 * What a host's port gave over time: a step for each change of the draw where it is told, else a
 * line; a bar where no power came.
 */
final class PowerTrace {

  private final GraphicsContext pen;
  private final Swatches colours;

  PowerTrace(GraphicsContext pen, Swatches colours) {
    this.pen = pen;
    this.colours = colours;
  }

  void draw(Axis axis, HostStrip strip, double top, double room, Instant present) {
    List<PowerChange> all = strip.power();
    double most = strip.mostWatts();
    long end = Math.min(axis.to().toEpochMilli(), present.toEpochMilli());
    for (int i = 0; i < all.size(); i++) {
      PowerChange each = all.get(i);
      long from = each.at().toEpochMilli();
      long until = i + 1 < all.size() ? all.get(i + 1).at().toEpochMilli() : end;
      double left = Math.max(0, axis.x(from, room));
      double right = Math.min(room, axis.x(Math.min(until, end), room));
      if (right >= 0 && left <= room && right >= left) {
        stretch(each, most, top, left, Math.max(1, right - left));
      }
    }
  }

  private void stretch(PowerChange change, double most, double top, double left, double wide) {
    double bottom = top + Lanes.POWER_HEIGHT;
    switch (change.word()) {
      case "on" -> {
        pen.setFill(colours.of(Role.MUTED));
        double high = Lanes.POWER_HEIGHT * Math.min(1, change.watts().orElse(0) / most);
        if (change.watts().isPresent()) {
          pen.setGlobalAlpha(0.35);
          pen.fillRect(left, bottom - high, wide, high);
          pen.setGlobalAlpha(1);
        }
        pen.fillRect(left, bottom - Math.max(1, high), wide, 1);
      }
      case "unknown" -> {
        pen.setFill(colours.of(Role.UNKNOWN));
        pen.fillRect(left, bottom - 3, wide, 3);
      }
      default -> {
        pen.setFill(colours.of(Role.DOWN));
        pen.fillRect(left, top, wide, Lanes.POWER_HEIGHT);
      }
    }
  }
}
