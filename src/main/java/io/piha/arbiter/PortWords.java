package io.piha.arbiter;

import io.piha.arbiter.PortState.Act;

/** What a port does, in words for people. */
final class PortWords {

  private PortWords() {}

  static String state(PortDesk port) {
    if (!port.trouble.isEmpty()) {
      return "the switch does not answer: " + port.trouble;
    }
    PortReading reading = port.reading;
    if (reading == null) {
      return "never read";
    }
    String admin = reading.adminOn() ? "admin on" : "admin off";
    return switch (reading.delivery()) {
      case DELIVERING -> admin + ", delivering";
      case NOT_DELIVERING -> admin + ", not delivering";
      case FAULT -> admin + ", fault";
      case UNKNOWN -> admin + ", delivery unknown";
    };
  }

  /** In the middle of a cycle. */
  static String off(PortDesk port) {
    return "port "
        + port.id
        + (PowerTiming.isCycler(port)
            ? " reads dark; the switch itself lights it again"
            : " reads off; on again in " + Words.span(PowerTiming.offTime(port)));
  }

  /** After a cycle. */
  static String wasOff(PortDesk port) {
    return "port "
        + port.id
        + (PowerTiming.isCycler(port)
            ? " was seen dark"
            : " was off for " + Words.span(PowerTiming.offTime(port)));
  }

  static String doing(Act act) {
    return switch (act.doing()) {
      case CYCLE ->
          switch (act.step()) {
            case OFF_COMMANDED, OFF_READING -> "power is being cut for a cycle";
            case OFF_CONFIRMED -> "off for a cycle";
            case ON_COMMANDED, ON_READING -> "power is coming back after a cycle";
          };
      case HOLD -> "being held off and proven off";
      case RESTORE -> "being switched on";
    };
  }
}
