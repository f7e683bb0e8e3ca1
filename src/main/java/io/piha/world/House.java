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
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The houses that are simulated: the usual one, and its variations. */
final class House {

  static final String SERVICE = "home-assistant";
  static final PortId PORT = new PortId("rack", "8");

  private House() {}

  /** A Raspberry Pi on a switch port, and a standby on the wall plug of the control plane. */
  static SitePolicy usual() {
    return site(
        List.of(service(SERVICE, hosts(false, false, false), true, Fence.HOLD_OFF, 2, false)),
        GuardPolicy.DEFAULT,
        Set.of());
  }

  /** A house as one seed has it. */
  static SitePolicy any(Chance chance) {
    boolean standbyPort = chance.once(3);
    boolean third = chance.once(4);
    boolean unfencedPrimary = chance.once(6);
    boolean powerCycle = !chance.once(4);
    int fences = chance.below(6);
    boolean cyclers = fences == 0 && powerCycle && chance.once(2);
    Fence fence =
        fences == 0 && powerCycle ? Fence.CYCLE : fences == 1 ? Fence.NONE : Fence.HOLD_OFF;
    List<ServicePolicy> services = new ArrayList<>();
    services.add(
        service(
            SERVICE,
            hosts(standbyPort, third, unfencedPrimary),
            powerCycle,
            fence,
            chance.once(4) ? 1 : 2,
            third));
    if (chance.once(4)) {
      services.add(
          service(
              "music",
              List.of(
                  host("player", Role.PRIMARY, Optional.of(PORT), false, "api"),
                  host("spare", Role.STANDBY, Optional.empty(), true, "api")),
              powerCycle,
              cyclers ? Fence.CYCLE : Fence.HOLD_OFF,
              2,
              false));
    }
    GuardPolicy guard =
        new GuardPolicy(
            GuardPolicy.DEFAULT.offTime(),
            GuardPolicy.DEFAULT.minInterval(),
            chance.once(4) ? 1 : GuardPolicy.DEFAULT.maxPerDay());
    return site(services, guard, cyclers ? Set.of("rack") : Set.of());
  }

  private static SitePolicy site(
      List<ServicePolicy> services, GuardPolicy guard, Set<String> cyclers) {
    return new SitePolicy(services, guard, Map.of(), cyclers);
  }

  private static ServicePolicy service(
      String name,
      List<HostPolicy> hosts,
      boolean powerCycle,
      Fence fence,
      int failovers,
      boolean mirrored) {
    return new ServicePolicy(name, hosts, Timing.DEFAULT, powerCycle, fence, failovers, mirrored);
  }

  private static List<HostPolicy> hosts(
      boolean standbyPort, boolean third, boolean unfencedPrimary) {
    List<HostPolicy> hosts = new ArrayList<>();
    hosts.add(
        new HostPolicy(
            "haos",
            Role.PRIMARY,
            Optional.of(PORT),
            unfencedPrimary,
            List.of("supervisor", "core")));
    Optional<PortId> port = standbyPort ? Optional.of(new PortId("rack", "5")) : Optional.empty();
    hosts.add(host("standby", Role.STANDBY, port, !standbyPort, "api"));
    if (third) {
      hosts.add(host("third", Role.STANDBY, Optional.empty(), true, "api"));
    }
    return hosts;
  }

  private static HostPolicy host(
      String name, Role role, Optional<PortId> port, boolean unfenced, String probe) {
    return new HostPolicy(name, role, port, unfenced, List.of(probe));
  }
}
