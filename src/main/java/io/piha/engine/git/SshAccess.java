package io.piha.engine.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.transport.SshConfigStore;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * SSH for Git: one key, and only the host keys of one file. Nothing of the service user's own SSH
 * configuration counts but, where no files are named, its {@code known_hosts} and its keys.
 */
final class SshAccess {

  private SshAccess() {}

  static SshdSessionFactory open(Path home, Optional<Path> knownHosts, Optional<Path> keyFile)
      throws IOException {
    Path folder = Files.createDirectories(home.resolve("ssh"));
    Path own = Path.of(System.getProperty("user.home", "/")).resolve(".ssh");
    SshdSessionFactoryBuilder builder =
        new SshdSessionFactoryBuilder()
            .setHomeDirectory(home.toFile())
            .setSshDirectory((keyFile.isPresent() ? folder : own).toFile())
            .setPreferredAuthentications("publickey")
            .setConfigStoreFactory((_, _, _) -> new Strict())
            .setDefaultKnownHostsFiles(_ -> List.of(knownHosts.orElse(own.resolve("known_hosts"))));
    keyFile.ifPresent(key -> builder.setDefaultIdentities(_ -> List.of(key)));
    return builder.build(null);
  }

  /** The whole SSH configuration there is: an unknown host key is a refusal, never a question. */
  private static final class Strict implements SshConfigStore {

    private static final Map<String, String> OPTIONS =
        Map.of(
            "StrictHostKeyChecking", "yes",
            "BatchMode", "yes",
            "UpdateHostKeys", "no",
            "HashKnownHosts", "no");

    @Override
    public HostConfig lookup(String hostName, int port, String userName) {
      return new HostConfig() {
        @Override
        public @Nullable String getValue(String key) {
          return OPTIONS.get(key);
        }

        @Override
        public List<String> getValues(String key) {
          String value = OPTIONS.get(key);
          return value == null ? List.of() : List.of(value);
        }

        @Override
        public Map<String, String> getOptions() {
          return OPTIONS;
        }

        @Override
        public Map<String, List<String>> getMultiValuedOptions() {
          return Map.of();
        }
      };
    }

    @Override
    public HostConfig lookupDefault(String hostName, int port, String userName) {
      return lookup(hostName, port, userName);
    }
  }
}
