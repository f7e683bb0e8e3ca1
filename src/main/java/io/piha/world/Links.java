package io.piha.world;

import java.util.HashMap;
import java.util.Map;

/** The network between the parties of a house; each direction of each pair can be cut by itself. */
final class Links {

  static final String PLANE = "plane";
  static final String OTHER_PLANE = "plane-2";
  static final String STORE = "store";
  static final String BROKER = "broker";
  static final String SWITCH = "switch";
  static final String ROUTER = "router";

  private record Way(String from, String to) {}

  /** How often each way is cut: two faults may cut the same one, and both must heal. */
  private final Map<Way, Integer> cuts = new HashMap<>();

  boolean open(String from, String to) {
    return cuts.isEmpty() || !cuts.containsKey(new Way(from, to));
  }

  /** Both directions. */
  boolean between(String one, String other) {
    return open(one, other) && open(other, one);
  }

  void cut(String from, String to) {
    cuts.merge(new Way(from, to), 1, Integer::sum);
  }

  void heal(String from, String to) {
    cuts.computeIfPresent(new Way(from, to), (_, n) -> n > 1 ? n - 1 : null);
  }

  void healAll() {
    cuts.clear();
  }
}
