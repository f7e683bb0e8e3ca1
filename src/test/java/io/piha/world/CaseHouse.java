package io.piha.world;

import io.piha.arbiter.Fence;
import io.piha.arbiter.GuardPolicy;
import io.piha.arbiter.HostPolicy;
import io.piha.arbiter.PortId;
import io.piha.arbiter.Role;
import io.piha.arbiter.ServicePolicy;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The house of a case: a Pi behind a switch port and a standby without one, unless it says more.
 */
final class CaseHouse {

  /** A second control plane, and a lease between them. */
  static final String TWO = "two control planes";

  private CaseHouse() {}

  static SitePolicy of(List<String> lines) {
    List<HostPolicy> hosts = new ArrayList<>();
    hosts.add(host("haos", Role.PRIMARY, Optional.of(House.PORT), false));
    hosts.add(host("standby", Role.STANDBY, Optional.empty(), true));
    Fence fence = Fence.HOLD_OFF;
    boolean cycles = true;
    int failovers = 2;
    for (String line : lines) {
      switch (line) {
        case "a third host" -> hosts.add(host("third", Role.STANDBY, Optional.empty(), true));
        case "standby has a port" ->
            hosts.set(
                1, host("standby", Role.STANDBY, Optional.of(new PortId("rack", "5")), false));
        case "one failover a day" -> failovers = 1;
        case "no power cycle" -> cycles = false;
        case "the usual", TWO -> {}
        default -> {
          if (!line.startsWith("fence ")) {
            throw new IllegalArgumentException("no such house: " + line);
          }
          fence = Fence.valueOf(line.substring(6).toUpperCase(Locale.ROOT));
        }
      }
    }
    return new SitePolicy(
        List.of(new ServicePolicy(House.SERVICE, hosts, Timing.DEFAULT, cycles, fence, failovers)),
        GuardPolicy.DEFAULT,
        Map.of(),
        Set.of());
  }

  private static HostPolicy host(String name, Role role, Optional<PortId> port, boolean unfenced) {
    List<String> probes = role == Role.PRIMARY ? List.of("supervisor", "core") : List.of("api");
    return new HostPolicy(name, role, port, unfenced, probes);
  }
}
