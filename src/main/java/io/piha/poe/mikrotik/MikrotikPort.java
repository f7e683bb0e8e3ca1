package io.piha.poe.mikrotik;

import io.piha.arbiter.PortReading;
import io.piha.arbiter.PortReading.Delivery;
import io.piha.poe.rest.Json;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/** What RouterOS says of a PoE port, and what that means. */
final class MikrotikPort {
  private MikrotikPort() {}

  /**
   * From the configured row ({@code poe-out}) and the live one ({@code poe-out-status}).
   *
   * <p>Values are texts or numbers, as it pleases RouterOS.
   */
  static PortReading reading(JsonNode row, JsonNode live) {
    boolean on = !Json.text(row, "poe-out").equals("off");
    Delivery delivery = delivery(Json.text(live, "poe-out-status"));
    OptionalDouble watts = Json.number(live, "poe-out-power");
    if (watts.isEmpty() && delivery == Delivery.NOT_DELIVERING) {
      watts = OptionalDouble.of(0);
    }
    return new PortReading(on, delivery, watts);
  }

  private static Delivery delivery(String status) {
    return switch (status) {
      case "powered-on" -> Delivery.DELIVERING;
      case "waiting-for-load", "off", "disabled", "poe-out-off" -> Delivery.NOT_DELIVERING;
      case "short-circuit",
          "overload",
          "voltage-too-low",
          "voltage-too-high",
          "current-too-low",
          "controller-error",
          "power-reset" ->
          Delivery.FAULT;
      default -> Delivery.UNKNOWN;
    };
  }
}
