package io.piha.site;

import java.util.Map;
import java.util.Optional;

/**
 * A thing that must have exactly one leader.
 *
 * @param topicPrefix the head of its MQTT topics, without a slash at either end
 * @param hosts its candidates by name, in the order of the file; exactly one is primary
 * @param timing its waits
 * @param recovery what is done about a silent leader
 * @param sync the Git mirror that keeps the standby's configuration near the primary's
 */
public record Service(
    String name,
    String topicPrefix,
    Map<String, Host> hosts,
    Timing timing,
    Recovery recovery,
    Optional<Sync> sync) {

  public Service {
    hosts = Ordered.copy(hosts);
  }

  /** The host of that name. */
  public Optional<Host> host(String host) {
    return Optional.ofNullable(hosts.get(host));
  }

  /**
   * Whether another host may be promoted when this one cannot be fenced: as configured, else only
   * where the host has no power port, for there nothing better can be had.
   */
  public Unfenced unfenced(Host host) {
    return recovery
        .unfencedPromotion()
        .orElse(host.power().isPresent() ? Unfenced.BLOCK : Unfenced.ALLOW);
  }
}
