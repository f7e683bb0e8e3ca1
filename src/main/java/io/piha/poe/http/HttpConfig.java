package io.piha.poe.http;

import io.piha.site.Capability;
import io.piha.site.SecretText;
import io.piha.site.SwitchConfig;
import io.piha.site.Trust;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Anything that can be told by plain HTTP requests.
 *
 * @param on switches a port on; comes together with {@code off}
 * @param off switches a port off
 * @param cycle does both
 * @param status tells how a port stands
 */
public record HttpConfig(
    String name,
    Optional<HttpCall> on,
    Optional<HttpCall> off,
    Optional<HttpCall> cycle,
    Optional<HttpStatus> status,
    Trust trust,
    Duration deadline,
    List<String> never)
    implements SwitchConfig {
  public HttpConfig {
    never = List.copyOf(never);
  }

  @Override
  public Set<Capability> capabilities() {
    EnumSet<Capability> can = EnumSet.noneOf(Capability.class);
    if (on.isPresent() && off.isPresent()) {
      can.add(Capability.ON_OFF);
    }
    if (cycle.isPresent()) {
      can.add(Capability.CYCLE);
    }
    if (status.isPresent()) {
      can.add(Capability.READ);
    }
    return Collections.unmodifiableSet(can);
  }

  @Override
  public String driver() {
    return HttpDriver.WORD;
  }

  /** The port may be part of a host's name or number; one stands for all. */
  @Override
  public List<SecretText> addresses() {
    return Stream.of(on, off, cycle, status.map(HttpStatus::call))
        .flatMap(Optional::stream)
        .map(HttpCall::url)
        .map(each -> SecretText.of(each.reveal().replace("{port}", "1"), each.toString()))
        .toList();
  }
}
