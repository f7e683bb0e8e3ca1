package io.piha.cli;

import io.piha.arbiter.PortId;
import io.piha.engine.EngineClock;
import io.piha.engine.Inbox;
import io.piha.engine.NameLookup;
import io.piha.engine.Right;
import io.piha.engine.Snapshot;
import io.piha.leadership.LinkListener;
import io.piha.leadership.LinkTiming;
import io.piha.leadership.MqttLink;
import io.piha.leadership.Signatures;
import io.piha.monitor.Prober;
import io.piha.monitor.Witnesses;
import io.piha.monitor.containers.ContainerWatch;
import io.piha.poe.PoeSwitch;
import io.piha.poe.PortModes;
import io.piha.poe.PortWatch;
import io.piha.poe.PowerHand;
import io.piha.poe.drivers.Drivers;
import io.piha.site.Service;
import io.piha.site.Site;
import io.piha.site.SwitchConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Everything that follows from one version of the configuration and talks to the outside. */
record Adapters(
    MqttLink link,
    Prober prober,
    Witnesses witnesses,
    PortWatch ports,
    ContainerWatch containers,
    Map<String, PoeSwitch> switches)
    implements AutoCloseable {

  static Adapters open(
      Site site,
      Snapshot.Control control,
      EngineClock clock,
      Inbox inbox,
      NameLookup names,
      Signatures signatures,
      LinkListener listener,
      Right right,
      PowerHand power) {
    Map<String, PoeSwitch> switches = switches(site, names, clock);
    List<Service> services = List.copyOf(site.services().values());
    Duration every = shortestProbe(services);
    return new Adapters(
        new MqttLink(
            BrokerSettings.of(site, control),
            LinkTiming.DEFAULT,
            signatures,
            inbox,
            clock,
            listener,
            right),
        new Prober(services, clock, inbox, names),
        new Witnesses(
            site.witnesses(),
            every,
            witnessTimeout(every),
            inbox,
            names,
            name -> silence(switches, name)),
        new PortWatch(switches, ports(services), addresses(services), every, power, inbox),
        new ContainerWatch(site, names, clock, inbox),
        switches);
  }

  private static Optional<String> silence(Map<String, PoeSwitch> switches, String name) {
    PoeSwitch of = switches.get(name);
    return of == null ? Optional.of("no such switch") : of.silence();
  }

  private static Duration witnessTimeout(Duration every) {
    Duration most = Duration.ofSeconds(3);
    Duration third = every.dividedBy(3);
    Duration least = Duration.ofMillis(500);
    Duration timeout = third.compareTo(most) > 0 ? most : third;
    return timeout.compareTo(least) < 0 ? least : timeout;
  }

  private static Duration shortestProbe(List<Service> services) {
    return services.stream()
        .map(each -> each.timing().probeEvery())
        .min(Duration::compareTo)
        .orElse(Duration.ofSeconds(10));
  }

  private static Map<String, Set<String>> ports(List<Service> services) {
    Map<String, Set<String>> ports = new LinkedHashMap<>();
    for (Service service : services) {
      for (var host : service.hosts().values()) {
        host.power()
            .ifPresent(
                port ->
                    ports
                        .computeIfAbsent(port.switchName(), _ -> new TreeSet<>())
                        .add(port.port()));
      }
    }
    return ports;
  }

  private static Map<PortId, String> addresses(List<Service> services) {
    Map<PortId, String> known = new LinkedHashMap<>();
    for (Service service : services) {
      for (var host : service.hosts().values()) {
        if (host.power().isPresent() && host.mac().isPresent()) {
          var port = host.power().get();
          known.put(new PortId(port.switchName(), port.port()), host.mac().get());
        }
      }
    }
    return known;
  }

  private static Map<String, PoeSwitch> switches(Site site, NameLookup names, EngineClock clock) {
    PortModes modes = PortModes.in(site.dataDir().resolve("port-modes.tsv"));
    Drivers drivers = new Drivers(names, clock, modes);
    Map<String, PoeSwitch> open = new LinkedHashMap<>();
    for (SwitchConfig each : site.switches().values()) {
      open.put(each.name(), drivers.open(each));
    }
    return Map.copyOf(open);
  }

  void start() {
    link.start();
    prober.start();
    witnesses.start();
    ports.start();
    containers.start();
  }

  @Override
  public void close() {
    prober.close();
    witnesses.close();
    ports.close();
    containers.close();
    link.close();
    switches.values().forEach(PoeSwitch::close);
  }
}
