package io.piha.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real systemd journal in a namespace of its own, without systemd around it. Needs root, for its
 * folders have fixed places.
 */
public final class Journald implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String name = "piha-" + UUID.randomUUID().toString().substring(0, 8);
  private final Path output;
  private Daemon daemon;

  public Journald(Path folder) {
    output = folder.resolve("journald.out");
    daemon = launch();
  }

  private Daemon launch() {
    return Daemon.start(
        List.of(Peers.require("systemd-journald").toString(), name),
        Map.of(),
        output,
        () -> Files.exists(socket()));
  }

  /** Whether this test may run one. */
  public static boolean allowed() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Where entries are taken in the native protocol. */
  public Path socket() {
    return home().resolve("socket");
  }

  private Path home() {
    return Path.of("/run/systemd/journal." + name);
  }

  /** The entries of one identifier, oldest first. */
  public List<JsonNode> entries(String identifier) throws IOException, InterruptedException {
    return Programs.run(
            "journalctl", "--namespace=" + name, "-o", "json", "-t", identifier, "--all")
        .lines()
        .filter(each -> each.startsWith("{"))
        .map(JSON::readTree)
        .toList();
  }

  /** SIGKILL; the socket is gone too. */
  public void kill() {
    daemon.kill();
    delete(home());
  }

  /** Starts again. */
  public void restart() {
    daemon.close();
    daemon = launch();
  }

  @Override
  public void close() {
    daemon.close();
    delete(home());
    try (var kept = Files.newDirectoryStream(Path.of("/run/log/journal"), "*." + name)) {
      kept.forEach(Journald::delete);
    } catch (IOException neverWritten) {
      // nothing to tidy up
    }
  }

  private static void delete(Path folder) {
    try (var inside = Files.walk(folder)) {
      inside
          .sorted(java.util.Comparator.reverseOrder())
          .forEach(
              each -> {
                try {
                  Files.delete(each);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (IOException e) {
      // was not there
    }
  }
}
