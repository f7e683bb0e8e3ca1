package io.piha.site;

import java.util.List;
import java.util.Optional;

/**
 * A container engine and what is watched there.
 *
 * @param engine {@code unix:///path}, {@code tcp://host:port} or {@code https://host:port}
 * @param files what https needs
 * @param watch names of containers
 * @param broker the one of them in which the broker lives, where that is said
 */
public record Containers(
    String engine, ClientTls files, List<String> watch, Optional<String> broker) {

  /** Docker's own socket. */
  public static final String DEFAULT_ENGINE = "unix:///var/run/docker.sock";

  public Containers {
    watch = List.copyOf(watch);
  }

  /** On this machine, reached over its socket. */
  public boolean isLocal() {
    return engine.startsWith("unix:");
  }
}
