package io.piha.site;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the hosts of a service. */
final class HostReader {
  private HostReader() {}

  static Map<String, Host> readAll(Fields fields, Map<String, SwitchConfig> switches) {
    Map<String, Host> hosts = new LinkedHashMap<>();
    fields
        .named("a host")
        .forEach(
            (name, value) ->
                value
                    .fields()
                    .map(each -> read(name, each, switches))
                    .ifPresent(host -> hosts.put(name, host)));
    return hosts;
  }

  private static Host read(String name, Fields fields, Map<String, SwitchConfig> switches) {
    Role role =
        fields
            .require("role", "write role: primary or role: standby")
            .flatMap(each -> each.choice(Role.class))
            .orElse(Role.STANDBY);
    Optional<Fields> written = fields.section("probes");
    Map<String, Probe> probes = written.map(ProbeReader::readAll).orElse(Map.of());
    if (written.map(Fields::isEmpty).orElse(true)
        && !fields.reading().report().isBroken(fields.path("probes"))) {
      fields
          .reading()
          .report()
          .error(
              fields.place(),
              fields.path("probes"),
              "the host has no probes, so nobody could tell whether it lives",
              "give it one, such as probes: {api: {url: \"http://"
                  + name
                  + ":8123/manifest.json\"}}");
    }
    Optional<Fields> port = fields.section("power");
    Optional<String> mac = port.flatMap(PowerPortReader::mac);
    Optional<PowerPort> power = port.flatMap(each -> PowerPortReader.read(each, switches));
    Optional<Reinstall> reinstall = fields.section("reinstall").flatMap(ReinstallReader::read);
    Optional<Snapshots> snapshots = fields.section("snapshots").flatMap(SnapshotsReader::read);
    fields.done();
    // Services have hosts of the same names; whoever compares one then has it at hand.
    return new Host(name.intern(), role, probes, power, mac, reinstall, snapshots);
  }
}
