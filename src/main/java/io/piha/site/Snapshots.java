package io.piha.site;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What is pulled from a host, so that it can be replaced.
 *
 * @param kind how it is asked
 * @param url where: Core's base address, a Git repository, or {@code sftp://user@host/path}
 * @param token Core's access token
 * @param password the key of encrypted backups
 * @param every how often
 * @param keep how many are kept
 * @param keepFor how long they are kept; without it their age does not matter
 * @param knownHosts for SSH: the only host keys that are believed
 * @param keyFile for SSH: our private key
 * @param trust how an https peer is judged
 */
public record Snapshots(
    SnapshotKind kind,
    SecretText url,
    Optional<Secret> token,
    Optional<Secret> password,
    Duration every,
    int keep,
    Optional<Duration> keepFor,
    Optional<Path> knownHosts,
    Optional<Path> keyFile,
    Trust trust) {

  /** How often, where the file says nothing. */
  public static final Duration DEFAULT_EVERY = Duration.ofHours(24);

  /** How many are kept, where the file says nothing. */
  public static final int DEFAULT_KEEP = 7;
}
