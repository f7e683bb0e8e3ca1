package io.piha.poe.unifi;

import io.piha.site.Capability;
import io.piha.site.Login;
import io.piha.site.PortNames;
import io.piha.site.SecretText;
import io.piha.site.SwitchConfig;
import io.piha.site.Trust;
import io.piha.site.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A UniFi console.
 *
 * @param login a key for the integration API, which can cycle and read but not switch, or an
 *     account for the classic one, which can do all
 * @param site the console's site
 * @param device the switch: its id or MAC address
 */
public record UnifiConfig(
    String name,
    SecretText url,
    Login login,
    String site,
    String device,
    Trust trust,
    Duration deadline,
    List<String> never)
    implements SwitchConfig {
  public UnifiConfig {
    never = List.copyOf(never);
  }

  @Override
  public Set<Capability> capabilities() {
    return switch (login) {
      case Login.ApiKey _ -> Set.of(Capability.CYCLE, Capability.READ);
      case Login.Account _, Login.Client _, Login.Both _ -> Capability.ALL;
    };
  }

  @Override
  public String driver() {
    return UnifiDriver.WORD;
  }

  @Override
  public List<SecretText> addresses() {
    return List.of(url);
  }

  @Override
  public Optional<String> port(Value value, String written) {
    return PortNames.number(value, written);
  }
}
