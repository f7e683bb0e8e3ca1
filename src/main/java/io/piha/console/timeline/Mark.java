package io.piha.console.timeline;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.console.kit.Tone;
import java.time.Instant;
import java.util.Optional;

/**
 * An audit record as a mark on the timeline.
 *
 * @param id the record's number; 0 where it is of a rehearsal, and nowhere kept
 */
record Mark(long id, Instant at, Shape shape, Tone tone, String text) {

  /** What kind of thing it was; each has a shape of its own. */
  enum Shape {
    LIFE,
    PROBE,
    ORDER,
    POWER,
    FREEZE,
    SYNC,
    DRILL,
    PERSON,
    OTHER
  }

  static Optional<Mark> of(long id, Instant at, Entry entry) {
    return shape(entry.kind())
        .map(
            shape ->
                new Mark(
                    id,
                    at,
                    shape,
                    tone(entry.severity()),
                    entry.kind().word() + " · " + entry.reason()));
  }

  private static Optional<Shape> shape(Kind kind) {
    return switch (kind) {
      case HEARTBEAT_LOST, HEARTBEAT_BACK, PLANNED_ABSENCE -> Optional.of(Shape.LIFE);
      case PROBE_FAILED, PROBE_RECOVERED, CONTAINER_DOWN, CONTAINER_UP -> Optional.of(Shape.PROBE);
      case LEADER_ADOPTED,
          PROMOTE_ORDERED,
          PROMOTED,
          PROMOTE_FAILED,
          DEMOTE_ORDERED,
          DEMOTED,
          CONFLICT,
          LEADERLESS,
          FAILBACK_STARTED,
          FAILBACK_DONE,
          FAILBACK_FAILED ->
          Optional.of(Shape.ORDER);
      case RECOVERY_STARTED,
          POWER_CYCLED,
          POWER_OFF,
          POWER_ON,
          POWER_FAILED,
          POWER_REFUSED,
          FENCED,
          FENCE_FAILED ->
          Optional.of(Shape.POWER);
      case FROZEN, THAWED -> Optional.of(Shape.FREEZE);
      case SYNC_HELD, SYNC_DONE, SYNC_FAILED -> Optional.of(Shape.SYNC);
      case DRILL_STARTED, DRILL_DONE -> Optional.of(Shape.DRILL);
      case REQUEST_ACCEPTED, REQUEST_REFUSED, ACKNOWLEDGED -> Optional.of(Shape.PERSON);
      case ALERT_SENT -> Optional.empty();
      default -> Optional.of(Shape.OTHER);
    };
  }

  private static Tone tone(Severity severity) {
    return switch (severity) {
      case INFO -> Tone.QUIET;
      case WARNING -> Tone.NOTICE;
      case CRITICAL -> Tone.BAD;
    };
  }
}
