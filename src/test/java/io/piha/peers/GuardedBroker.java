package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.Mosquitto;
import io.piha.testing.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Mosquitto with the shipped configuration, and with users and rights as the shipped {@code
 * piha-users} makes them; and one user more, who may read everything and is not shipped.
 */
final class GuardedBroker implements AutoCloseable {
  private static final Path SHIPPED = Path.of("installer", "mosquitto").toAbsolutePath();
  private static final String WITNESS = "witness-of-the-test";

  final Mosquitto broker;
  private final Path folder;
  private final Map<String, String> passwords = new LinkedHashMap<>();

  GuardedBroker(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("broker"));
    add("control", "piha-control");
    add("host", "haos");
    add("host", "standby");
    add("operator", "alice");
    add("observer", "wall");
    add("observer", WITNESS);
    Path acl = users().resolve("acl");
    Files.writeString(
        acl,
        Files.readString(acl)
            .replace("user " + WITNESS + "\n", "user " + WITNESS + "\ntopic read #\n"));
    broker = Peers.mosquitto(folder.resolve("broker"), shippedSettings());
  }

  Path users() {
    return folder.resolve("users");
  }

  /** The shipped lines that are not about a port or a path of their own. */
  private String[] shippedSettings() throws IOException {
    return Files.readString(SHIPPED.resolve("piha.conf"))
        .replace("/etc/mosquitto/piha", users().toString())
        .lines()
        .filter(each -> !each.isBlank() && !each.startsWith("#") && !each.startsWith("listener "))
        .toArray(String[]::new);
  }

  /** Runs the shipped script, and keeps the password it prints. */
  void add(String role, String name) {
    String printed = piha(role, name);
    assertThat(printed).matches("[0-9a-f]{36}\\R");
    passwords.put(name, printed.strip());
  }

  String piha(String... arguments) {
    try {
      Path errors = Files.createTempFile(folder, "piha-users", ".txt");
      List<String> command =
          new java.util.ArrayList<>(
              List.of("sh", SHIPPED.resolve("piha-users").toString(), "--dir", users().toString()));
      command.addAll(List.of(arguments));
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      String printed =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String password(String name) {
    return java.util.Objects.requireNonNull(passwords.get(name));
  }

  Client client(String name) {
    return Client.named(broker.port(), name, password(name));
  }

  /** Hears everything that the broker lets through. */
  Wire witness() {
    return wire(WITNESS);
  }

  /** What somebody hears who asks for everything. */
  Wire wire(String name) {
    return new Wire(broker.port(), List.of("-u", name, "-P", password(name)));
  }

  @Override
  public void close() {
    broker.close();
  }
}
