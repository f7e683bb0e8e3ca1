package io.piha.poe.toy;

import io.piha.site.Capability;
import io.piha.site.SecretText;
import io.piha.site.SwitchConfig;
import io.piha.site.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A toy on a shelf; its ports are {@code p1} to {@code p8}. */
public record ToyConfig(
    String name, SecretText shelf, boolean painted, Duration deadline, List<String> never)
    implements SwitchConfig {

  @Override
  public String driver() {
    return "toy";
  }

  @Override
  public Set<Capability> capabilities() {
    return Capability.ALL;
  }

  @Override
  public List<SecretText> addresses() {
    return List.of(shelf);
  }

  @Override
  public Optional<String> port(Value value, String written) {
    return spelled(value, written);
  }

  static Optional<String> spelled(Value value, String written) {
    if (!written.matches("p[1-8]")) {
      value.error(written + " is no port of a toy", "write p1 to p8");
      return Optional.empty();
    }
    return Optional.of(written.substring(1));
  }
}
