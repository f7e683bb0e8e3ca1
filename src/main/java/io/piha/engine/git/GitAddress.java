package io.piha.engine.git;

import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.Trust;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a repository is and how one comes in.
 *
 * @param repository an ssh or https address; may hold a secret
 * @param username for https
 * @param password for https
 * @param knownHosts for ssh: the only host keys that are believed
 * @param keyFile for ssh: our private key
 * @param trust how an https peer is judged
 */
public record GitAddress(
    SecretText repository,
    Optional<SecretText> username,
    Optional<Secret> password,
    Optional<Path> knownHosts,
    Optional<Path> keyFile,
    Trust trust) {}
