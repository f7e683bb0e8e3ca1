package io.piha.poe.snmp;

import io.piha.site.Capability;
import io.piha.site.HostPort;
import io.piha.site.SecretText;
import io.piha.site.SwitchConfig;
import io.piha.site.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * SNMP with the power Ethernet MIB (RFC 3621).
 *
 * @param address where the agent listens
 * @param tcp whether it is asked over TCP instead of UDP
 * @param access version and credentials
 * @param group the {@code pethPsePortGroupIndex} of ports written without one
 * @param timeout how long one attempt waits for its answer
 * @param retries attempts after the first
 */
public record SnmpConfig(
    String name,
    HostPort address,
    boolean tcp,
    SnmpAccess access,
    int group,
    Duration timeout,
    int retries,
    Duration deadline,
    List<String> never)
    implements SwitchConfig {
  public SnmpConfig {
    never = List.copyOf(never);
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ON_OFF, Capability.READ);
  }

  @Override
  public String driver() {
    return SnmpDriver.WORD;
  }

  @Override
  public List<SecretText> addresses() {
    return List.of();
  }

  @Override
  public Optional<String> port(Value value, String written) {
    return SnmpReader.port(value, written, group);
  }
}
