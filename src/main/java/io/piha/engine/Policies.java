package io.piha.engine;

import io.piha.arbiter.ContainerPolicy;
import io.piha.arbiter.Fence;
import io.piha.arbiter.GuardPolicy;
import io.piha.arbiter.HostPolicy;
import io.piha.arbiter.HostUpkeep;
import io.piha.arbiter.PortId;
import io.piha.arbiter.Role;
import io.piha.arbiter.ServicePolicy;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.Timing;
import io.piha.site.Capability;
import io.piha.site.Host;
import io.piha.site.Probe;
import io.piha.site.Service;
import io.piha.site.Site;
import io.piha.site.Snapshots;
import io.piha.site.SwitchConfig;
import io.piha.site.Sync;
import io.piha.site.Unfenced;
import io.piha.site.WatchedContainer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reduces a site's configuration to what decisions depend on. */
public final class Policies {

  private Policies() {}

  /** The policy of that site. */
  public static SitePolicy of(Site site) {
    Map<String, Duration> deadlines =
        site.switches().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().deadline()));
    Map<Timing, Timing> timings = new HashMap<>();
    return new SitePolicy(
        site.services().values().stream().map(each -> service(each, timings)).toList(),
        new GuardPolicy(
            site.powerGuard().offTime(),
            site.powerGuard().minInterval(),
            site.powerGuard().maxPerDay()),
        deadlines,
        site.switches().values().stream()
            .filter(each -> !each.capabilities().contains(Capability.ON_OFF))
            .map(SwitchConfig::name)
            .collect(Collectors.toSet()),
        WatchedContainer.of(site).stream()
            .map(each -> new ContainerPolicy(each.shown(), each.engine().engine(), each.broker()))
            .toList());
  }

  /**
   * @param timings most services have the same, and share it
   */
  private static ServicePolicy service(Service service, Map<Timing, Timing> timings) {
    return new ServicePolicy(
        service.name(),
        service.hosts().values().stream().map(host -> host(service, host)).toList(),
        timings.computeIfAbsent(timing(service.timing()), same -> same),
        service.recovery().powerCycle(),
        switch (service.recovery().fence()) {
          case HOLD_OFF -> Fence.HOLD_OFF;
          case CYCLE -> Fence.CYCLE;
          case NONE -> Fence.NONE;
        },
        service.recovery().maxFailoversPerDay(),
        service.sync().isPresent(),
        service.sync().map(Sync::settlingTime).orElse(Sync.DEFAULT_SETTLING_TIME));
  }

  private static HostPolicy host(Service service, Host host) {
    return new HostPolicy(
        host.name(),
        switch (host.role()) {
          case PRIMARY -> Role.PRIMARY;
          case STANDBY -> Role.STANDBY;
        },
        host.power().map(port -> new PortId(port.switchName(), port.port())),
        service.unfenced(host) == Unfenced.ALLOW,
        List.copyOf(host.probes().keySet()),
        new HostUpkeep(
            host.reinstall().map(each -> "`" + each.command() + "` on " + each.ssh()),
            host.snapshots().map(Snapshots::every),
            host.snapshots().map(each -> each.kind().name().toLowerCase(Locale.ROOT)).orElse(""),
            host.probes().values().stream().filter(Policies::ofCore).map(Probe::name).toList()));
  }

  private static boolean ofCore(Probe probe) {
    return switch (probe.kind()) {
      case CORE, MANIFEST -> true;
      case OBSERVER, HTTP -> false;
    };
  }

  private static Timing timing(io.piha.site.Timing t) {
    return new Timing(
        t.heartbeatEvery(),
        t.heartbeatTimeout(),
        t.probeEvery(),
        t.probeTimeout(),
        t.recoveryWait(),
        t.fenceProof(),
        t.orderAckTimeout(),
        t.failbackTimeout(),
        t.partialGrace(),
        t.plannedRestart(),
        t.plannedUpdate());
  }
}
