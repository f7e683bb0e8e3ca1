package io.piha.poe.omada;

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
 * A TP-Link Omada controller.
 *
 * @param login a client of the Open API, an account of the web interface, or both
 * @param controller its {@code omadacId}; asked of the controller when absent
 * @param site the controller's site
 * @param device the switch's MAC address
 */
public record OmadaConfig(
    String name,
    SecretText url,
    Login login,
    Optional<String> controller,
    String site,
    String device,
    Trust trust,
    Duration deadline,
    List<String> never)
    implements SwitchConfig {
  public OmadaConfig {
    never = List.copyOf(never);
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ON_OFF, Capability.READ);
  }

  @Override
  public String driver() {
    return OmadaDriver.WORD;
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
