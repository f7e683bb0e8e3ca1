package io.piha.demo;

import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** What an outsider looks for on the wire, in the words of the contract. */
final class Sights {
  static final String STATE = DemoEstate.PREFIX + "/state";
  static final String COMMANDS = DemoEstate.PREFIX + "/cmd";
  static final String HEARTBEATS = DemoEstate.PREFIX + "/heartbeat";
  static final String STATUS = "piha/control/status";

  private Sights() {}

  /** The status that says that of a container. */
  static Predicate<Sight> container(String name, String word) {
    return on(STATUS, node -> is(node.path("containers"), name, word));
  }

  /** A heartbeat of a host, whatever it says. */
  static Predicate<Sight> beat(String host) {
    return on(HEARTBEATS, node -> is(node, "host", host));
  }

  /** A heartbeat of a host that says it leads at that epoch. */
  static Predicate<Sight> leads(String host, long epoch) {
    return on(
        HEARTBEATS,
        node -> is(node, "host", host) && is(node, "state", "leader") && at(node, epoch));
  }

  /** A heartbeat of a host that says it does not lead. */
  static Predicate<Sight> passive(String host) {
    return on(HEARTBEATS, node -> is(node, "host", host) && !is(node, "state", "leader"));
  }

  /** The retained state of this kind for this host, at that epoch where one is given. */
  static Predicate<Sight> state(String state, String host, Optional<Long> epoch) {
    return retained()
        .and(
            on(
                STATE,
                node ->
                    is(node, "state", state)
                        && is(node, "host", host)
                        && epoch.map(wanted -> at(node, wanted)).orElse(true)));
  }

  /** The retained state that names nobody, which makes a new epoch known. */
  static Predicate<Sight> nobody(long epoch) {
    return retained()
        .and(
            on(
                STATE,
                node ->
                    is(node, "state", "none") && node.path("host").isNull() && at(node, epoch)));
  }

  /** An order, never retained, to that host. */
  static Predicate<Sight> order(String cmd, String host, long epoch) {
    return retained()
        .negate()
        .and(
            on(
                COMMANDS,
                node -> is(node, "cmd", cmd) && is(node, "host", host) && at(node, epoch)));
  }

  /** Any order to promote or demote. */
  static Predicate<Sight> anyOrder() {
    return sight ->
        sight instanceof Sight.Message message
            && message.heard().topic().equals(COMMANDS)
            && HostOrder.read(message.heard().payload()).isPresent();
  }

  /** The published status with an active control plane, that leader and that phase. */
  static Predicate<Sight> status(String phase, String leader) {
    return on(
        STATUS,
        node -> {
          JsonNode service = node.path("services").path(DemoEstate.SERVICE);
          return is(node.path("control"), "role", "active")
              && is(service, "phase", phase)
              && is(service, "leader", leader);
        });
  }

  /** An answer to the request of that id. */
  static Predicate<Sight> answer(String topic, String id) {
    return on(topic, node -> is(node, "id", id));
  }

  static Predicate<Sight> port(boolean on) {
    return sight -> sight instanceof Sight.Port port && port.on() == on;
  }

  private static Predicate<Sight> retained() {
    return sight -> sight instanceof Sight.Message message && message.heard().retained();
  }

  private static Predicate<Sight> on(String topic, Predicate<JsonNode> says) {
    return sight ->
        sight instanceof Sight.Message message
            && message.heard().topic().equals(topic)
            && message.json().filter(says).isPresent();
  }

  private static boolean is(JsonNode node, String field, String text) {
    return Json.text(node, field).filter(text::equals).isPresent();
  }

  private static boolean at(JsonNode node, long epoch) {
    return Json.epoch(node).filter(given -> given == epoch).isPresent();
  }
}
