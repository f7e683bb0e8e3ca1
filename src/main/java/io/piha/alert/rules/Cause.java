package io.piha.alert.rules;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a record means for the incidents of the rules.
 *
 * @param key names the cause; one incident per key
 * @param part what it says it about; the incident is over when no part is left
 * @param role what it does to the incident
 * @param patience how long it must last before anybody is told
 * @param under whether it is silent while something larger of the same service is going on
 */
record Cause(String key, String part, Role role, Duration patience, boolean under) {

  enum Role {
    /** Begins an incident, or goes on with the open one; told. */
    OPENS,
    /** Told as an update of the open incident; without one it is told by itself, once. */
    TELLS,
    /** Remembered for the next message of the open incident. */
    NOTES,
    /** The part is over. */
    ENDS,
    /** Told as an update, and the incident is over. */
    TELLS_AND_ENDS,
    /** Concerns nobody. */
    NONE
  }

  static final Cause NONE = new Cause("", "", Role.NONE, Duration.ZERO, false);

  static Cause of(String key, @Nullable String part, Role role) {
    return new Cause(key, part == null ? "" : part, role, Duration.ZERO, false);
  }

  Cause lasting(Duration patience) {
    return new Cause(key, part, role, patience, under);
  }

  Cause beneath() {
    return new Cause(key, part, role, patience, true);
  }
}
