package io.piha.console.timeline;

import io.piha.engine.Snapshot.HostView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a drawing of the timeline depends on, times in whole pixels: two equal ones look alike, so
 * that with half an hour in sight a second that passes need not be painted. In a calm house times
 * are in steps of some pixels, for the whole strip is painted to move it by one.
 *
 * @param end where what is in sight ends, in steps since 1970
 * @param span what is in sight, ms
 * @param playhead how many steps before the end it stands
 * @param present how many steps before the end nothing has happened yet
 * @param chart what was read
 * @param hosts those that are drawn, with their newest heartbeat and the look of their port
 */
record Look(
    long end, long span, long playhead, long present, boolean past, Chart chart, List<Row> hosts) {

  /** One host's line. */
  record Row(String name, Optional<Instant> heard, boolean powered) {}

  static final Look NONE = new Look(-1, 0, 0, 0, false, Chart.EMPTY, List.of());

  /** Pixels that the strip of a calm house moves at once. */
  private static final int CALM_STEP = 4;

  static Look of(TimelineModel model, double room) {
    Axis axis = model.axis().get();
    long end = axis.to().toEpochMilli();
    int step = model.calm() ? CALM_STEP : 1;
    long millis = Math.max(1, (long) (axis.span().toMillis() * step / Math.max(1, room)));
    return new Look(
        end / millis,
        axis.span().toMillis(),
        (end - model.playhead().toEpochMilli()) / millis,
        (end - model.present().toEpochMilli()) / millis,
        model.past(),
        model.chart().get(),
        model.hosts().stream().map(Look::row).toList());
  }

  private static Row row(HostView host) {
    return new Row(host.name(), host.lastHeartbeat(), host.power().isPresent());
  }
}
