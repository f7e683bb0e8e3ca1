package io.piha.site;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything one configuration file describes.
 *
 * @param name what people call it
 * @param dataDir state, history, staged snapshots
 * @param logDir {@code audit.jsonl}, {@code piha.log}
 * @param secretsFile where the secrets came from
 * @param mqtt the broker
 * @param requests who may ask over MQTT
 * @param operators by name, in the order of the file, as all maps here
 * @param services by name, at least one
 * @param switches by name
 * @param powerGuard limits of automatic power actions
 * @param witnesses never empty, unless there is no switch either
 * @param containers one entry per container engine
 * @param alerts where messages to people go
 * @param alerting when and how often they go
 * @param syslog where audit records go besides
 * @param influx where measurements go
 * @param dashboard the HTTP page; absent when switched off
 * @param lease what keeps two control planes apart
 * @param checks what is looked at besides
 */
public record Site(
    String name,
    Path dataDir,
    Path logDir,
    Optional<Path> secretsFile,
    Mqtt mqtt,
    Requests requests,
    Map<String, Operator> operators,
    Map<String, Service> services,
    Map<String, SwitchConfig> switches,
    PowerGuard powerGuard,
    List<Witness> witnesses,
    List<Containers> containers,
    List<Alert> alerts,
    Alerting alerting,
    Optional<Syslog> syslog,
    Optional<Influx> influx,
    Optional<Dashboard> dashboard,
    Lease lease,
    Checks checks) {

  public Site {
    operators = Ordered.copy(operators);
    services = Ordered.copy(services);
    switches = Ordered.copy(switches);
    witnesses = List.copyOf(witnesses);
    containers = List.copyOf(containers);
    alerts = List.copyOf(alerts);
  }

  /** The service of that name. */
  public Optional<Service> service(String service) {
    return Optional.ofNullable(services.get(service));
  }

  /** The switch a port belongs to. A valid site has one for every host's port. */
  public Optional<SwitchConfig> switchOf(PowerPort port) {
    return Optional.ofNullable(switches.get(port.switchName()));
  }
}
