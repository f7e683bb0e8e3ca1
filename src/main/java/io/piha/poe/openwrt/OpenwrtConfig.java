package io.piha.poe.openwrt;

import io.piha.site.Capability;
import io.piha.site.Login;
import io.piha.site.SecretText;
import io.piha.site.SwitchConfig;
import io.piha.site.Trust;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** OpenWrt with realtek-poe, over ubus; ports are interface names such as {@code lan5}. */
public record OpenwrtConfig(
    String name,
    SecretText url,
    Login.Account login,
    Trust trust,
    Duration deadline,
    List<String> never)
    implements SwitchConfig {
  public OpenwrtConfig {
    never = List.copyOf(never);
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ON_OFF, Capability.READ);
  }

  @Override
  public String driver() {
    return OpenwrtDriver.WORD;
  }

  @Override
  public List<SecretText> addresses() {
    return List.of(url);
  }
}
