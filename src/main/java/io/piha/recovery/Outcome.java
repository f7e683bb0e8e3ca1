package io.piha.recovery;

import java.util.Map;

/**
 * How a chore ended.
 *
 * @param why in words; also what was achieved
 * @param detail for the audit
 */
record Outcome(boolean done, String why, Map<String, Object> detail) {

  Outcome {
    detail = Map.copyOf(detail);
  }

  static Outcome done(String what) {
    return new Outcome(true, what, Map.of());
  }

  static Outcome failed(String why) {
    return new Outcome(false, why, Map.of());
  }

  Outcome with(Map<String, Object> more) {
    return new Outcome(done, why, more);
  }
}
