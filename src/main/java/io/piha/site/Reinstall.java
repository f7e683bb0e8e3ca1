package io.piha.site;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a host is set up anew: a command on another machine, over SSH.
 *
 * @param ssh where the command runs
 * @param command what runs there
 * @param knownHosts the only host keys that are believed
 * @param keyFile our private key
 * @param deadline after which it has failed
 */
public record Reinstall(
    SshTarget ssh, SecretText command, Path knownHosts, Path keyFile, Duration deadline) {

  /** How long a reinstall may take where the file says nothing. */
  public static final Duration DEFAULT_DEADLINE = Duration.ofHours(1);
}
