package io.piha.site;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What keeps two control planes of one site apart. */
public sealed interface Lease {

  /** One machine: a lock in {@code data_dir}. */
  record Local() implements Lease {}

  /**
   * Several machines: a lease in etcd.
   *
   * @param endpoints {@code http(s)://host:port}, at least one
   * @param ttl after which a silent holder has lost it
   * @param username the user there
   * @param password that user's password
   * @param files what https needs
   */
  record Etcd(
      List<String> endpoints,
      Duration ttl,
      Optional<SecretText> username,
      Optional<Secret> password,
      ClientTls files)
      implements Lease {

    /** The term where the file says nothing. */
    public static final Duration DEFAULT_TTL = Duration.ofSeconds(15);

    public Etcd {
      endpoints = List.copyOf(endpoints);
    }
  }
}
