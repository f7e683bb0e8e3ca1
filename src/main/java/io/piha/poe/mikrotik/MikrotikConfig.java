package io.piha.poe.mikrotik;

import io.piha.site.Capability;
import io.piha.site.Login;
import io.piha.site.SecretText;
import io.piha.site.SwitchConfig;
import io.piha.site.Trust;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** MikroTik RouterOS 7 over REST; ports are interface names. */
public record MikrotikConfig(
    String name,
    SecretText url,
    Login.Account login,
    Trust trust,
    Duration deadline,
    List<String> never)
    implements SwitchConfig {
  public MikrotikConfig {
    never = List.copyOf(never);
  }

  @Override
  public Set<Capability> capabilities() {
    return Capability.ALL;
  }

  @Override
  public String driver() {
    return MikrotikDriver.WORD;
  }

  @Override
  public List<SecretText> addresses() {
    return List.of(url);
  }
}
