package io.piha.poe.omada;

import io.piha.arbiter.PortReading;
import io.piha.arbiter.PortReading.Delivery;
import io.piha.poe.rest.Json;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/** A row of a switch's ports as either API tells it, and what it means. */
final class OmadaPort {
  /** {@code poe}: switched off. */
  static final int OFF = 0;

  static final int ON = 1;

  /** {@code poe}: as the device's own setting is. */
  static final int DEVICE_SETTING = 2;

  private OmadaPort() {}

  static int number(JsonNode row) {
    return row.path("port").asInt(-1);
  }

  static boolean hasPoe(JsonNode row) {
    return Json.truth(row, "supportPoe").orElse(true) && row.path("poe").isNumber();
  }

  /**
   * Off only where the port itself says so: one that follows a profile is taken as on, which proves
   * nothing.
   */
  static PortReading reading(JsonNode row) {
    boolean own = Json.truth(row, "profileOverrideEnable").orElse(true);
    boolean on = !own || row.path("poe").asInt() != OFF;
    JsonNode live = row.path("portStatus");
    OptionalDouble power = Json.number(live, "poePower");
    OptionalDouble watts = power.isPresent() ? power : Json.number(row, "power");
    Optional<Boolean> delivers = Json.truth(live, "poe");
    Delivery delivery =
        delivers.isPresent()
            ? delivery(delivers.get())
            : watts.isPresent() ? delivery(watts.getAsDouble() > 0) : Delivery.UNKNOWN;
    return new PortReading(on, delivery, watts);
  }

  private static Delivery delivery(boolean delivers) {
    return delivers ? Delivery.DELIVERING : Delivery.NOT_DELIVERING;
  }
}
