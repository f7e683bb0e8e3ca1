package io.piha.site;

/**
 * An account on a machine that is reached over SSH.
 *
 * @param user the account
 * @param address the machine, port 22 unless said otherwise
 */
public record SshTarget(String user, HostPort address) {

  /** In the form {@code user@host:port}. */
  @Override
  public String toString() {
    return user + "@" + address;
  }
}
