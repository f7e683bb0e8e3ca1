package io.piha.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Stands where a service manager would: a datagram socket, held by socat, that keeps every line.
 */
public final class Datagrams implements AutoCloseable {
  private final Daemon socat;
  private final Path socket;
  private final Path lines;

  private Datagrams(Daemon socat, Path socket, Path lines) {
    this.socat = socat;
    this.socket = socket;
    this.lines = lines;
  }

  /** Listens on {@code folder/notify}. */
  public static Datagrams listen(Path folder) {
    Path socket = folder.resolve("notify");
    Path lines = folder.resolve("notified");
    Daemon socat =
        Daemon.start(
            List.of(
                Peers.require("socat").toString(), "-u", "UNIX-RECV:" + socket, "CREATE:" + lines),
            Map.of(),
            folder.resolve("socat.out"),
            () -> Files.exists(socket) && Files.exists(lines));
    return new Datagrams(socat, socket, lines);
  }

  /** What a program has to find in its environment. */
  public String address() {
    return socket.toString();
  }

  /** What was heard so far. */
  public List<String> lines() {
    try {
      return Files.readAllLines(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    socat.stop();
  }
}
