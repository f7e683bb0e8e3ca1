package io.piha.site;

import java.util.List;

/**
 * A container engine and what is watched there.
 *
 * @param engine {@code unix:///path}, {@code tcp://host:port} or {@code https://host:port}
 * @param files what https needs
 * @param watch names of containers
 */
public record Containers(String engine, ClientTls files, List<String> watch) {

  /** Docker's own socket. */
  public static final String DEFAULT_ENGINE = "unix:///var/run/docker.sock";

  public Containers {
    watch = List.copyOf(watch);
  }
}
