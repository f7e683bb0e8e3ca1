package io.piha.site;

import java.util.List;

/**
 * What can be judged only when the whole file is known. A part that is broken is not judged again.
 */
final class CrossChecks {
  private CrossChecks() {}

  static void check(Site site, Report report) {
    for (Service service : site.services().values()) {
      String path = "services." + service.name();
      roles(service, path, report);
      TimingChecks.check(service, path, report);
      PowerChecks.check(service, path, site, report);
    }
    TopicChecks.check(site, report);
    if (site.requests() == Requests.SIGNED
        && site.operators().isEmpty()
        && !report.isBroken("operators")
        && !report.isBroken("requests")) {
      report.warning(
          report.origin("requests"),
          "requests",
          "requests must be signed, but there is no operator, so nobody can ask over MQTT",
          "add one under operators");
    }
  }

  private static void roles(Service service, String path, Report report) {
    String hosts = path + ".hosts";
    if (service.hosts().isEmpty() || anyBroken(service, hosts, report)) {
      if (service.hosts().isEmpty() && !report.isBroken(hosts) && !report.isBroken(path)) {
        report.error(
            report.origin(hosts),
            hosts,
            "the service has no hosts",
            "name the hosts that can lead");
      }
      return;
    }
    List<Host> primaries =
        service.hosts().values().stream().filter(each -> each.role() == Role.PRIMARY).toList();
    if (primaries.isEmpty()) {
      report.error(
          report.origin(hosts), hosts, "the service has no primary", "give one host role: primary");
    }
    for (Host each : primaries.stream().skip(1).toList()) {
      String role = hosts + "." + each.name() + ".role";
      report.error(
          report.origin(role),
          role,
          "the service has a second primary; the first is " + primaries.getFirst().name(),
          "write role: standby");
    }
    if (primaries.size() == service.hosts().size() && primaries.size() == 1) {
      report.warning(
          report.origin(hosts),
          hosts,
          "the service has no standby, so nobody can take over",
          "add a host with role: standby");
    }
  }

  private static boolean anyBroken(Service service, String hosts, Report report) {
    return service.hosts().keySet().stream()
        .anyMatch(each -> report.isBroken(hosts + "." + each + ".role"));
  }
}
