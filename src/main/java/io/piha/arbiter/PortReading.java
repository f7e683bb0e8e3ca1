package io.piha.arbiter;

import java.util.OptionalDouble;

/**
 * One reading of a port, as the switch itself told it.
 *
 * @param adminOn whether power is administratively enabled
 * @param delivery what the port does
 * @param watts power drawn now, where the switch can tell
 */
public record PortReading(boolean adminOn, Delivery delivery, OptionalDouble watts) {

  /** RFC 3621 pethPsePortDetectionStatus, reduced to what a decision needs. */
  public enum Delivery {
    /** Delivering power to a device. */
    DELIVERING,
    /** No power: disabled, or looking for a device. */
    NOT_DELIVERING,
    /** The switch reports a fault on the port. */
    FAULT,
    /** The switch does not say. */
    UNKNOWN
  }

  /** Admin off and surely no power: one reading towards a proof of off. */
  public boolean isOff() {
    return !adminOn && isDark();
  }

  /** Surely no power, whatever is enabled. */
  public boolean isDark() {
    return delivery == Delivery.NOT_DELIVERING && (watts.isEmpty() || watts.getAsDouble() == 0.0);
  }

  /** Power is enabled and flows. */
  public boolean isDelivering() {
    return adminOn && delivery == Delivery.DELIVERING;
  }

  /** The word of the history: as {@link #word}, but {@code idle} for enabled and dark. */
  public String told() {
    return word().equals("on") && delivery == Delivery.NOT_DELIVERING ? "idle" : word();
  }

  /** The status page's word: {@code on}, {@code off}, {@code fault}, {@code unknown}. */
  public String word() {
    if (delivery == Delivery.FAULT) {
      return "fault";
    }
    if (delivery == Delivery.UNKNOWN) {
      return "unknown";
    }
    return adminOn ? "on" : "off";
  }
}
