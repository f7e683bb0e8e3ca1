package io.piha.site;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fences, ports and what the switches can do. */
final class PowerChecks {
  private PowerChecks() {}

  static void check(Service service, String path, Site site, Report report) {
    ports(service, path, site, report);
    String at = path + ".recovery";
    if (report.isBroken(at)) {
      return;
    }
    Recovery recovery = service.recovery();
    if (recovery.fence() == Fence.CYCLE && !recovery.powerCycle()) {
      report.error(
          report.origin(at + ".fence"),
          at + ".fence",
          "fence: cycle needs the recovery cycle, but power_cycle is false",
          "write power_cycle: true, or another fence");
    } else {
      service.hosts().values().forEach(each -> able(service, each, path, site, report));
    }
    if (recovery.fence() == Fence.NONE && recovery.unfencedPromotion().isPresent()) {
      report.warning(
          report.origin(at + ".unfenced_promotion"),
          at + ".unfenced_promotion",
          "has no meaning under fence: none",
          "remove it");
    }
    if (recovery.fence() != Fence.NONE
        && report.isWritten(at + ".fence")
        && service.hosts().values().stream().allMatch(each -> each.power().isEmpty())
        && !report.isBroken(path + ".hosts")) {
      report.warning(
          report.origin(at + ".fence"),
          at + ".fence",
          "no host has a power port, so none can be fenced",
          "give the hosts their ports, or write fence: none");
    }
  }

  private static void ports(Service service, String path, Site site, Report report) {
    Map<PowerPort, Host> taken = new LinkedHashMap<>();
    for (Host host : service.hosts().values()) {
      if (host.power().isEmpty()) {
        continue;
      }
      PowerPort port = host.power().get();
      String at = path + ".hosts." + host.name() + ".power.port";
      Host other = taken.putIfAbsent(port, host);
      if (other != null) {
        report.error(
            report.origin(at),
            at,
            "the port " + port + " already powers " + other.name() + " of the same service",
            "give each host a port of its own");
      }
      if (site.switchOf(port).map(SwitchConfig::never).orElse(List.of()).contains(port.port())) {
        report.error(
            report.origin(at),
            at,
            "the port " + port + " is one that may never be touched",
            "name the host's own port, or take it off the switch's list never");
      }
    }
  }

  private static void able(Service service, Host host, String path, Site site, Report report) {
    Optional<SwitchConfig> found = host.power().flatMap(site::switchOf);
    if (found.isEmpty() || report.isBroken("switches." + found.get().name())) {
      return;
    }
    SwitchConfig config = found.get();
    Set<Capability> can = config.capabilities();
    Recovery recovery = service.recovery();
    boolean holds = can.contains(Capability.ON_OFF) && can.contains(Capability.READ);
    boolean cycles = can.contains(Capability.CYCLE) || holds;
    String who =
        "the switch " + config.name() + " (" + config.driver() + ") of host " + host.name();
    String fence = path + ".recovery.fence";
    String power = path + ".hosts." + host.name() + ".power.switch";
    String at = report.isWritten(fence) ? fence : power;
    if (recovery.fence() == Fence.HOLD_OFF && !holds) {
      report.error(
          report.origin(at),
          at,
          "fence: hold_off cannot be done: " + who + " " + lacks(can),
          "write fence: " + (cycles ? "cycle" : "none") + ", or use a driver that can");
    } else if (recovery.fence() == Fence.CYCLE && !cycles) {
      report.error(
          report.origin(at),
          at,
          "fence: cycle cannot be done: " + who + " " + lacks(can),
          "write fence: none, or use a driver that can");
    } else if (recovery.powerCycle() && cycles && !can.contains(Capability.READ)) {
      report.warning(
          report.origin(power),
          power,
          "a cycle can never be confirmed: " + who + " cannot read a port back",
          "give the switch a status request, or write power_cycle: false");
    } else if (recovery.powerCycle() && !cycles && !can.contains(Capability.ON_OFF)) {
      report.error(
          report.origin(power),
          power,
          "power_cycle cannot be done: " + who + " " + lacks(can),
          "write power_cycle: false, or use a driver that can");
    }
  }

  private static String lacks(Set<Capability> can) {
    if (!can.contains(Capability.ON_OFF)) {
      return can.contains(Capability.CYCLE)
          ? "can only cycle a port, not hold it off"
          : "cannot switch a port";
    }
    return "cannot read back whether a port is off";
  }
}
