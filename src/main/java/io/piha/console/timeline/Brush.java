package io.piha.console.timeline;

import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import io.piha.console.timeline.Band.What;
import io.piha.console.timeline.HostStrip.Judged;
import io.piha.console.timeline.Swatches.Role;
import io.piha.engine.Snapshot.HostView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/** Draws a chart for the stretch in sight; only what is in sight costs anything. */
final class Brush {

  private static final double LABEL_WIDTH = 90;

  private final GraphicsContext pen;
  private final Swatches colours;
  private final Words words;
  private final MarkShapes shapes;
  private final PowerTrace trace;

  Brush(GraphicsContext pen, Swatches colours, Words words) {
    this.pen = pen;
    this.colours = colours;
    this.words = words;
    this.shapes = new MarkShapes(pen);
    this.trace = new PowerTrace(pen, colours);
  }

  /** Draws all of it on a canvas of that size. */
  void draw(TimelineModel model, double width, double height) {
    pen.clearRect(0, 0, width, height);
    pen.setFont(colours.font());
    pen.setTextBaseline(VPos.CENTER);
    Axis axis = model.axis().get();
    Chart chart = model.chart().get();
    List<HostView> hosts = model.hosts();
    var lanes = new Lanes(hosts.size());
    double room = Math.max(1, width - Lanes.GUTTER - Lanes.EDGE);
    names(lanes, hosts);
    pen.save();
    pen.beginPath();
    pen.rect(Lanes.GUTTER, 0, room + Lanes.EDGE, height);
    pen.clip();
    pen.translate(Lanes.GUTTER, 0);
    grid(axis, lanes, room);
    bands(axis, chart, lanes, room, model.present());
    for (int i = 0; i < hosts.size(); i++) {
      HostStrip strip = strip(chart, hosts.get(i).name());
      if (strip != null) {
        host(axis, strip, lanes, i, room, model);
      }
    }
    marks(axis, chart, lanes, room);
    playhead(axis, lanes, room, model);
    pen.restore();
  }

  private void names(Lanes lanes, List<HostView> hosts) {
    pen.setTextAlign(TextAlignment.LEFT);
    pen.setFill(colours.of(Role.MUTED));
    double room = Lanes.GUTTER - 12;
    pen.fillText(words.say("timeline.leader"), 0, Lanes.LEADER + Lanes.LEADER_HEIGHT / 2, room);
    for (int i = 0; i < hosts.size(); i++) {
      pen.setFill(colours.of(Role.TEXT));
      pen.fillText(hosts.get(i).name(), 0, lanes.beats(i) + Lanes.BEATS_HEIGHT / 2, room);
      pen.setFill(colours.of(Role.MUTED));
      double probes = lanes.probes(i) + Lanes.PROBES_HEIGHT / 2;
      pen.fillText(words.say("timeline.probes"), 0, probes, room);
      if (hosts.get(i).power().isPresent()) {
        double power = lanes.power(i) + Lanes.POWER_HEIGHT / 2;
        pen.fillText(words.say("timeline.power.lane"), 0, power, room);
      }
    }
    double marks = lanes.marks() + Lanes.MARKS_HEIGHT / 2;
    pen.fillText(words.say("timeline.events"), 0, marks, room);
  }

  private void grid(Axis axis, Lanes lanes, double room) {
    Duration step = axis.step((int) (room / LABEL_WIDTH));
    pen.setTextAlign(TextAlignment.CENTER);
    for (Instant at : axis.rounds(step, words.zone())) {
      double x = Math.rint(axis.x(at, room));
      pen.setFill(colours.of(Role.GRID));
      pen.fillRect(x, Lanes.KNOB, 1, lanes.axis() - Lanes.KNOB);
      if (x > 20 && x < room - 20) {
        pen.setFill(colours.of(Role.MUTED));
        pen.fillText(words.axis(at, step), x, lanes.axis() + Lanes.AXIS_HEIGHT / 2);
      }
    }
  }

  private void bands(Axis axis, Chart chart, Lanes lanes, double room, Instant present) {
    for (Band band : chart.bands()) {
      double from = Math.max(-2, axis.x(band.from(), room));
      Instant ends = !band.open() ? band.to() : axis.to().isAfter(present) ? present : axis.to();
      double to = Math.min(room + 2, axis.x(ends, room));
      if (to < 0 || from > room) {
        continue;
      }
      double wide = Math.max(1, to - from);
      switch (band.what()) {
        case LEADER -> {
          pen.setFill(colours.of(Role.BAND));
          pen.fillRect(from, Lanes.LEADER, wide, Lanes.LEADER_HEIGHT);
          inside(band.text(), from, wide);
        }
        case BLIND, UNWATCHED -> {
          pen.setFill(colours.of(Role.VEIL));
          pen.fillRect(from, Lanes.LEADER, wide, lanes.axis() - Lanes.LEADER);
        }
        case FROZEN -> {
          pen.setFill(colours.of(Role.NOTICE));
          pen.fillRect(from, Lanes.LEADER + Lanes.LEADER_HEIGHT + 2, wide, 3);
        }
        case SUSPECT, RECOVERING, PROMOTING, LEADERLESS, FAILING_BACK -> phase(band, from, wide);
      }
    }
  }

  private void phase(Band band, double from, double wide) {
    pen.setFill(colours.of(band.what() == What.LEADERLESS ? Role.GAP : Role.LATE));
    pen.fillRect(from, Lanes.LEADER, wide, Lanes.LEADER_HEIGHT);
    pen.setFill(colours.of(band.what() == What.LEADERLESS ? Role.BAD : Role.NOTICE));
    pen.fillRect(from, Lanes.LEADER, wide, 2);
    inside(band.text(), from, wide);
  }

  private void inside(String text, double from, double wide) {
    double begin = Math.max(4, from + 4);
    double room = from + wide - begin - 4;
    if (room > 6.2 * text.length()) {
      pen.setTextAlign(TextAlignment.LEFT);
      pen.setFill(colours.of(Role.TEXT));
      pen.fillText(text, begin, Lanes.LEADER + Lanes.LEADER_HEIGHT / 2);
    }
  }

  private void host(
      Axis axis, HostStrip strip, Lanes lanes, int place, double room, TimelineModel model) {
    double top = lanes.beats(place);
    gaps(axis, strip, top, room, model);
    pen.setFill(colours.of(Role.BEAT));
    int first = strip.firstFrom(axis.from().toEpochMilli() - strip.width());
    long end = axis.to().toEpochMilli();
    if (strip.width() == 0) {
      for (int i = first; i < strip.beats().length && strip.beats()[i] <= end; i++) {
        pen.fillRect(Math.rint(axis.x(strip.beats()[i], room)) - 0.5, top, 1.5, 18);
      }
      // What the store has not written down yet.
      long newest = model.heard(strip.host());
      if (newest > strip.lastUntil(Long.MAX_VALUE - 1) && newest <= end) {
        pen.fillRect(Math.rint(axis.x(newest, room)) - 0.5, top, 1.5, Lanes.BEATS_HEIGHT);
      }
    } else {
      buckets(axis, strip, first, end, top, room);
    }
    probes(axis, strip, lanes.probes(place), room, model.present());
    trace.draw(axis, strip, lanes.power(place), room, model.present());
  }

  private void buckets(Axis axis, HostStrip strip, int first, long end, double top, double room) {
    double full = strip.fullest();
    double wide = Math.max(1, axis.x(axis.from().toEpochMilli() + strip.width(), room));
    for (int i = first; i < strip.beats().length && strip.beats()[i] <= end; i++) {
      double high = Math.max(3, Lanes.BEATS_HEIGHT * Math.min(1, strip.counts()[i] / full));
      double x = axis.x(strip.beats()[i], room);
      pen.fillRect(x, top + Lanes.BEATS_HEIGHT - high, wide + 0.3, high);
    }
  }

  private void gaps(Axis axis, HostStrip strip, double top, double room, TimelineModel model) {
    long limit = strip.timeout().toMillis();
    long begin = axis.from().toEpochMilli();
    int first = strip.firstFrom(begin - strip.width());
    long[] beats = strip.beats();
    for (int i = first; i < beats.length; i++) {
      long gap = strip.gaps()[i];
      if (HostStrip.late(gap, limit)) {
        gap(axis, beats[i] - gap, beats[i], limit, top, room);
      }
      if (beats[i] - gap > axis.to().toEpochMilli()) {
        break;
      }
    }
    long last =
        Math.max(strip.lastUntil(Long.MAX_VALUE - 1) + strip.width(), model.heard(strip.host()));
    long now = model.present().toEpochMilli();
    if (last > 0 && HostStrip.late(now - last, limit)) {
      gap(axis, last, now, limit, top, room);
    }
  }

  /** A silence: amber when it came near the limit, red beyond, the limit drawn in it. */
  private void gap(Axis axis, long from, long to, long limit, double top, double room) {
    double left = Math.max(0, axis.x(from, room));
    double right = Math.min(room, axis.x(to, room));
    if (right <= left) {
      return;
    }
    boolean over = to - from > limit;
    pen.setFill(colours.of(over ? Role.GAP : Role.LATE));
    pen.fillRect(left, top, Math.max(2, right - left), Lanes.BEATS_HEIGHT);
    double line = axis.x(from + limit, room);
    if (over && line >= 0 && line <= room && right - left > 8) {
      pen.setFill(colours.of(Role.LIMIT));
      for (double y = top - 3; y < top + Lanes.BEATS_HEIGHT + 3; y += 4) {
        pen.fillRect(Math.rint(line), y, 1, 2);
      }
    }
  }

  private void probes(Axis axis, HostStrip strip, double top, double room, Instant present) {
    List<Judged> verdicts = strip.verdicts();
    long end = Math.min(axis.to().toEpochMilli(), present.toEpochMilli());
    for (int i = 0; i < verdicts.size(); i++) {
      long until = i + 1 < verdicts.size() ? verdicts.get(i + 1).at() : end;
      double left = Math.max(0, axis.x(verdicts.get(i).at(), room));
      double right = Math.min(room, axis.x(Math.min(until, end), room));
      if (right < 0 || left > room || right < left) {
        continue;
      }
      Judged judged = verdicts.get(i);
      boolean down = judged.verdict() == io.piha.arbiter.Verdict.DOWN;
      boolean up = judged.verdict() == io.piha.arbiter.Verdict.UP;
      pen.setFill(colours.of(up ? Role.PROBE : down ? Role.DOWN : Role.UNKNOWN));
      // Down is higher as well as red.
      double high = down ? Lanes.PROBES_HEIGHT + 2 : up ? 3 : 5;
      pen.fillRect(left, top + (Lanes.PROBES_HEIGHT - high) / 2, Math.max(1, right - left), high);
    }
  }

  private void marks(Axis axis, Chart chart, Lanes lanes, double room) {
    double middle = lanes.marks() + Lanes.MARKS_HEIGHT / 2;
    double last = -100;
    for (Mark mark : chart.marks()) {
      double x = axis.x(mark.at(), room);
      // Those that would lie on the one before are found by coming closer.
      boolean crowded = x - last < 3 && mark.tone() == Tone.QUIET;
      if (x >= -6 && x <= room + 6 && !crowded) {
        pen.setFill(colours.of(ink(mark.tone())));
        shapes.draw(mark.shape(), x, middle);
        last = x;
      }
    }
  }

  private static Role ink(Tone tone) {
    return switch (tone) {
      case QUIET, LEADING -> Role.MUTED;
      case NOTICE -> Role.NOTICE;
      case BAD -> Role.BAD;
    };
  }

  private void playhead(Axis axis, Lanes lanes, double room, TimelineModel model) {
    double x = axis.x(model.playhead(), room);
    if (x >= -1 && x <= room + 1) {
      pen.setFill(colours.of(model.past() ? Role.PAST : Role.NOW));
      pen.fillRect(Math.rint(x) - 1, Lanes.KNOB / 2, 2, lanes.axis() - Lanes.KNOB / 2);
      pen.fillOval(x - Lanes.KNOB / 2, 0, Lanes.KNOB, Lanes.KNOB);
    }
  }

  private static @org.jspecify.annotations.Nullable HostStrip strip(Chart chart, String host) {
    for (HostStrip each : chart.hosts()) {
      if (each.host().equals(host)) {
        return each;
      }
    }
    return null;
  }
}
