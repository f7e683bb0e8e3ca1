package io.piha.arbiter;

import java.util.List;
import java.util.Optional;

/**
 * A candidate, as configured.
 *
 * @param port the switch port that powers it, where it has one
 * @param unfencedAllowed whether another may be promoted when this host cannot be fenced
 * @param probes the names of its probes, never empty
 * @param upkeep how it can be saved and replaced
 */
public record HostPolicy(
    String name,
    Role role,
    Optional<PortId> port,
    boolean unfencedAllowed,
    List<String> probes,
    HostUpkeep upkeep) {

  /** A host that is neither saved nor reinstalled. */
  public HostPolicy(
      String name, Role role, Optional<PortId> port, boolean unfencedAllowed, List<String> probes) {
    this(name, role, port, unfencedAllowed, probes, HostUpkeep.NONE);
  }

  public HostPolicy {
    probes = List.copyOf(probes);
  }
}
