package io.piha.site;

import java.util.Map;
import java.util.Optional;

/**
 * A candidate that can lead a service.
 *
 * @param role whether it leads when all is well
 * @param probes by name, never empty
 * @param power the switch port that powers it, where it has one
 * @param mac the hardware address by which its switch knows it, {@code aa:bb:cc:dd:ee:ff}
 * @param reinstall how it is set up anew, where that is scripted
 * @param snapshots what is pulled from it for the day it must be replaced
 */
public record Host(
    String name,
    Role role,
    Map<String, Probe> probes,
    Optional<PowerPort> power,
    Optional<String> mac,
    Optional<Reinstall> reinstall,
    Optional<Snapshots> snapshots) {

  public Host {
    probes = Ordered.copy(probes);
  }

  /** The probe of that name. */
  public Optional<Probe> probe(String probe) {
    return Optional.ofNullable(probes.get(probe));
  }
}
