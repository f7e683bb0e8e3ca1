package io.piha.setup;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Quick looks at what is likely there, so that less has to be typed. */
public final class Knock {
  private static final int TIMEOUT_MS = 1_000;
  private static final int OBSERVER = 4357;
  private static final int BROKER = 1883;
  private static final Path ROUTES = Path.of("/proc/net/route");

  private static final List<Path> ENGINES =
      List.of(Path.of("/var/run/docker.sock"), Path.of("/run/podman/podman.sock"));

  private Knock() {}

  /** A broker on this machine, where one takes connections. */
  public static Optional<Found> ownBroker() {
    return opens("127.0.0.1", BROKER)
        ? Optional.of(new Found(Found.Kind.BROKER, "127.0.0.1", "mqtt://127.0.0.1:" + BROKER, ""))
        : Optional.empty();
  }

  /**
   * The observer of a Home Assistant OS beside its Core, where one takes connections.
   *
   * @param core Core's address; anything that is none has no observer
   */
  public static Optional<String> observer(String core) {
    try {
      String host = URI.create(core.strip()).getHost();
      return host != null && opens(host, OBSERVER)
          ? Optional.of("http://" + host + ":" + OBSERVER)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The router of this machine's network as a witness, where the system tells it (Linux). */
  public static Optional<String> router() {
    try {
      return Files.isReadable(ROUTES) ? gateway(Files.readString(ROUTES)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The socket of a container engine on this machine, where there is one: Docker's or Podman's. */
  public static Optional<String> engine(Map<String, String> env) {
    Stream<Path> own =
        Stream.ofNullable(env.get("XDG_RUNTIME_DIR"))
            .map(run -> Path.of(run, "podman/podman.sock"));
    return engine(Stream.concat(ENGINES.stream(), own).toList());
  }

  static Optional<String> engine(List<Path> sockets) {
    return sockets.stream().filter(Files::exists).findFirst().map(each -> "unix://" + each);
  }

  /** Destination and gateway in hexadecimal, least byte first; the default route goes to zero. */
  static Optional<String> gateway(String routes) {
    return routes
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(row -> row.length > 2 && row[1].equals("00000000"))
        .filter(row -> row[2].matches("[0-9A-Fa-f]{8}") && !row[2].equals("00000000"))
        .map(row -> "tcp://" + dotted(Long.parseLong(row[2], 16)) + ":53")
        .findFirst();
  }

  private static String dotted(long address) {
    return (address & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 24 & 255);
  }

  private static boolean opens(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), TIMEOUT_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
