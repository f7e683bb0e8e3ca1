package io.piha.poe.unifi;

import io.piha.arbiter.PortReading;
import io.piha.arbiter.PortReading.Delivery;
import io.piha.poe.rest.Json;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/** A row of {@code port_table}, and what it means. */
final class ClassicPort {
  private ClassicPort() {}

  static boolean hasPoe(JsonNode row) {
    return !Json.text(row, "poe_mode").isEmpty();
  }

  /** Switched on by {@code poe_mode}; delivering by {@code poe_good} where told, else by watts. */
  static PortReading reading(JsonNode row) {
    OptionalDouble watts = Json.number(row, "poe_power");
    Optional<Boolean> good = Json.truth(row, "poe_good");
    Delivery delivery =
        good.isPresent()
            ? delivery(good.get())
            : watts.isPresent() ? delivery(watts.getAsDouble() > 0) : Delivery.UNKNOWN;
    return new PortReading(!Json.text(row, "poe_mode").equals("off"), delivery, watts);
  }

  private static Delivery delivery(boolean delivers) {
    return delivers ? Delivery.DELIVERING : Delivery.NOT_DELIVERING;
  }

  /** A device's {@code state}, in words. */
  static String state(int state) {
    return switch (state) {
      case 0 -> "disconnected";
      case 4 -> "upgrading";
      case 5 -> "provisioning";
      case 6 -> "heartbeat missed";
      default -> "state " + state;
    };
  }
}
