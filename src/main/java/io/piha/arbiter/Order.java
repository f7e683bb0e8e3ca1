package io.piha.arbiter;

/**
 * What the active control plane tells a host. A repeat carries the same id and epoch.
 *
 * @param id names the order across its repeats
 * @param verb what the host shall do
 * @param host whom it is addressed to
 * @param epoch the epoch it is given at
 * @param reason why, for the host's own log
 */
public record Order(String id, Verb verb, String host, long epoch, String reason) {

  /** What a host can be ordered to. */
  public enum Verb {
    PROMOTE,
    DEMOTE;

    /** The word on the wire. */
    public String word() {
      return switch (this) {
        case PROMOTE -> "promote";
        case DEMOTE -> "demote";
      };
    }
  }
}
