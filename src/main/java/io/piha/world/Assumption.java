package io.piha.world;

import java.util.Arrays;
import java.util.Optional;

/**
 * What the rules rely on. Each can be taken from the simulated worlds, to see which rules fall
 * without it; all of them hold unless that is asked for.
 */
public enum Assumption {
  DURABLE_DISK("durable-disk", "the disk still holds after a crash what it confirmed"),
  TRUTHFUL_SWITCH("truthful-switch", "the switch reads its ports truly"),
  KEPT_OFF("kept-off", "the switch keeps a port off over its own restart"),
  WORKING_RELAY("working-relay", "the switch gives power when it says so"),
  KNOWN_SUPPLIES("known-supplies", "no host has a second supply that nobody declared"),
  TRUE_NAMES("true-names", "a heartbeat comes from the host that it names"),
  TRUE_PROBES("true-probes", "a probe that answers says that its host works"),
  RETAINED("retained", "the broker retains what it confirmed"),
  DURABLE_LEASE("durable-lease", "the store of the lease still holds what it confirmed"),
  LIKE_CLOCKS("like-clocks", "monotonic clocks run alike by a tenth"),
  KEPT_TIME("kept-time", "the wall clock does not step while its machine restarts");

  private final String word;
  private final String words;

  Assumption(String word, String words) {
    this.word = word;
    this.words = words;
  }

  /** Its word on the command line. */
  public String word() {
    return word;
  }

  /** What it says of the world. */
  public String words() {
    return words;
  }

  /** The one of that word. */
  public static Optional<Assumption> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }

  @Override
  public String toString() {
    return word;
  }
}
