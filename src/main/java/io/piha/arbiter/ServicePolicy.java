package io.piha.arbiter;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One service, as configured.
 *
 * @param hosts in the order of the file
 * @param powerCycle whether a silent leader's port is cycled before a promotion is thought of
 * @param fence how a silent leader is fenced
 * @param maxFailoversPerDay automatic promotions in 24 h without an acknowledgement
 * @param mirrored whether a Git mirror keeps the standby's configuration
 * @param settlingTime how long after a release an incident may be its fault
 */
public record ServicePolicy(
    String service,
    List<HostPolicy> hosts,
    Timing timing,
    boolean powerCycle,
    Fence fence,
    int maxFailoversPerDay,
    boolean mirrored,
    Duration settlingTime) {

  /** The settling time where nothing is said. */
  static final Duration DEFAULT_SETTLING_TIME = Duration.ofHours(1);

  /** A service with the settling time that counts where nothing is said. */
  public ServicePolicy(
      String service,
      List<HostPolicy> hosts,
      Timing timing,
      boolean powerCycle,
      Fence fence,
      int maxFailoversPerDay,
      boolean mirrored) {
    this(
        service,
        hosts,
        timing,
        powerCycle,
        fence,
        maxFailoversPerDay,
        mirrored,
        DEFAULT_SETTLING_TIME);
  }

  /** A service without a Git mirror. */
  public ServicePolicy(
      String service,
      List<HostPolicy> hosts,
      Timing timing,
      boolean powerCycle,
      Fence fence,
      int maxFailoversPerDay) {
    this(service, hosts, timing, powerCycle, fence, maxFailoversPerDay, false);
  }

  public ServicePolicy {
    hosts = List.copyOf(hosts);
    // Chapters of the chronicle from before this was configurable do not have it.
    settlingTime = Objects.requireNonNullElse(settlingTime, DEFAULT_SETTLING_TIME);
  }

  /** The host of that name. */
  public Optional<HostPolicy> host(String name) {
    int place = place(name);
    return place < 0 ? Optional.empty() : Optional.of(hosts.get(place));
  }

  /** Where the host of that name stands in the order of the file; −1 when there is none. */
  int place(String name) {
    for (int i = 0; i < hosts.size(); i++) {
      if (hosts.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** The primary; every valid service has exactly one. */
  public HostPolicy primary() {
    for (HostPolicy each : hosts) {
      if (each.role() == Role.PRIMARY) {
        return each;
      }
    }
    throw new IllegalStateException("service " + service + " has no primary");
  }
}
