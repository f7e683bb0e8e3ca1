package io.piha.site;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The Git mirror: commits that have stood the test on the primary move on to the standby.
 *
 * @param repository a path, or an ssh or https address
 * @param source the branch that is watched
 * @param target the branch the standby runs from
 * @param observationWindow how long a commit must have stood in healthy, observed time
 * @param every how often the job runs
 * @param settlingTime how long after a release an incident may be its fault; nothing for never
 * @param username for https
 * @param password for https
 * @param knownHosts for ssh: the only host keys that are believed
 * @param keyFile for ssh: our private key
 * @param trust how an https peer is judged
 * @param checkCommand what judges a commit before it is released; exit 0 passes
 * @param checkDeadline how long it may take
 */
public record Sync(
    SecretText repository,
    String source,
    String target,
    Duration observationWindow,
    Duration every,
    Duration settlingTime,
    Optional<SecretText> username,
    Optional<Secret> password,
    Optional<Path> knownHosts,
    Optional<Path> keyFile,
    Trust trust,
    Optional<SecretText> checkCommand,
    Duration checkDeadline) {

  /** How long the check of a commit may take, where the file says nothing. */
  public static final Duration DEFAULT_CHECK_DEADLINE = Duration.ofMinutes(2);

  /** The observation window where the file says nothing. */
  public static final Duration DEFAULT_OBSERVATION_WINDOW = Duration.ofHours(24);

  /** The settling time where the file says nothing. */
  public static final Duration DEFAULT_SETTLING_TIME = Duration.ofHours(1);

  /** How often, where the file says nothing. */
  public static final Duration DEFAULT_EVERY = Duration.ofHours(24);
}
