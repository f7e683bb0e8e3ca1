package io.piha.arbiter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The whole configuration, reduced to what decisions depend on.
 *
 * @param services in the order of the file
 * @param guard the power guard
 * @param switchDeadlines per switch, how long a command may take until the port reads back so
 * @param cyclers switches that can only cycle a port, off and on as one act of their own
 * @param containers what runs beside the hosts, in the order of the file
 */
public record SitePolicy(
    List<ServicePolicy> services,
    GuardPolicy guard,
    Map<String, Duration> switchDeadlines,
    Set<String> cyclers,
    List<ContainerPolicy> containers) {

  /** What a switch gets when nothing is configured. */
  public static final Duration DEFAULT_SWITCH_DEADLINE = Duration.ofSeconds(10);

  public SitePolicy {
    services = List.copyOf(services);
    switchDeadlines = Map.copyOf(switchDeadlines);
    cyclers = Set.copyOf(cyclers);
    containers = List.copyOf(containers);
  }

  /** Where every switch can hold a port off. */
  public SitePolicy(
      List<ServicePolicy> services, GuardPolicy guard, Map<String, Duration> switchDeadlines) {
    this(services, guard, switchDeadlines, Set.of());
  }

  /** Where no container is watched. */
  public SitePolicy(
      List<ServicePolicy> services,
      GuardPolicy guard,
      Map<String, Duration> switchDeadlines,
      Set<String> cyclers) {
    this(services, guard, switchDeadlines, cyclers, List.of());
  }

  /** The service of that name. */
  public Optional<ServicePolicy> service(String name) {
    for (ServicePolicy each : services) {
      if (each.service().equals(name)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** How long a command to that port may take until it reads back. */
  public Duration switchDeadline(PortId port) {
    return switchDeadlines.getOrDefault(port.device(), DEFAULT_SWITCH_DEADLINE);
  }
}
