package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A port of a switch that does what it is told, except where a story says otherwise. */
final class StagePort {

  /** How the switch takes commands. */
  enum Mood {
    OBEYS,
    /** Says yes and does nothing. */
    LIES,
    REFUSES,
    /** Answers nothing at all. */
    UNREACHABLE,
    /** Does what it is told, but the answer is lost. */
    MUTE,
    /** Does what it is told, and the command is never heard of again. */
    SILENT,
    /** Nothing that it is asked ever ends, and it does nothing. */
    HANGS
  }

  final Stage stage;
  final PortId id;
  Mood mood = Mood.OBEYS;
  Duration delay = Duration.ZERO;
  boolean on = true;

  /** What the host draws while the port is on, W; negative: the port delivers nothing. */
  double draw = 4.5;

  /** When a story last changed its mood, or an answer was late. */
  private Instant moodAt = Instant.MIN;

  StagePort(Stage stage, PortId id) {
    this.stage = stage;
    this.id = id;
  }

  void mood(Mood next, Duration late) {
    mood = next;
    delay = late;
    moodAt = stage.now;
  }

  /** It has done what it was told for a while, so that a bound can be asked of it. */
  boolean steady() {
    return mood == Mood.OBEYS
        && delay.isZero()
        && (moodAt.equals(Instant.MIN) || moodAt.plusSeconds(60).isBefore(stage.now));
  }

  void read() {
    if (mood == Mood.HANGS) {
      return;
    }
    Instant started = stage.now;
    boolean answers = mood != Mood.UNREACHABLE;
    PortReading reading =
        new PortReading(
            on || cycler(),
            on && drawing() ? PortReading.Delivery.DELIVERING : PortReading.Delivery.NOT_DELIVERING,
            Stage.watts(on && drawing() ? Math.max(0, draw) : 0));
    stage.in(
        Duration.ofMillis(20),
        () ->
            stage.tell(
                new Signal.PortRead(
                    id,
                    answers ? Optional.of(reading) : Optional.empty(),
                    answers ? "" : "no answer from the switch",
                    started)));
  }

  /** Its switch knows no off, only a cycle of its own. */
  private boolean cycler() {
    return stage.state.policy().cyclers().contains(id.device());
  }

  private boolean drawing() {
    return draw >= 0
        && stage.hosts.values().stream()
            .anyMatch(each -> each.policy.port().equals(Optional.of(id)));
  }

  void set(Effect.SetPort command) {
    Signal.SetAnswer answer =
        switch (mood) {
          case OBEYS, LIES -> Signal.SetAnswer.ACCEPTED;
          case REFUSES -> Signal.SetAnswer.REFUSED;
          case UNREACHABLE, MUTE, SILENT, HANGS -> Signal.SetAnswer.UNKNOWN;
        };
    if (mood == Mood.OBEYS || mood == Mood.MUTE || mood == Mood.SILENT) {
      if (!cycler()) {
        stage.in(delay.plusMillis(10), () -> turn(command.on()));
      } else if (!command.on()) {
        stage.in(delay.plusMillis(10), () -> turn(false));
        stage.in(delay.plusSeconds(5), () -> turn(true));
      }
    }
    if (mood == Mood.SILENT || mood == Mood.HANGS) {
      return;
    }
    stage.in(
        Duration.ofMillis(30),
        () ->
            stage.tell(
                new Signal.PortSet(
                    id,
                    command.actId(),
                    command.on(),
                    answer,
                    answer == Signal.SetAnswer.ACCEPTED ? "" : "no such luck")));
  }

  void turn(boolean to) {
    on = to;
    for (StageHost each : stage.hosts.values()) {
      if (each.policy.port().equals(Optional.of(id))) {
        each.powered(to);
      }
    }
  }
}
