package io.piha.monitor;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An ICMP echo, where the system allows it. A Java program may send one itself only as root; for
 * others the system's {@code ping} does it. (Java's own fall-back, TCP port 7, proves nothing.)
 */
final class Echo {
  private static final List<Path> PLACES =
      List.of(Path.of("/bin/ping"), Path.of("/usr/bin/ping"), Path.of("/sbin/ping"));

  private final boolean root = "root".equals(System.getProperty("user.name"));

  /** Empty when an echo came back, else why not. */
  String ask(InetAddress host, Duration patience) throws IOException {
    Optional<Path> ping = places().filter(Files::isExecutable).findFirst();
    if (ping.isPresent()) {
      return byProgram(ping.get(), host, patience);
    }
    if (!root) {
      return "icmp is not possible here: run as root or install iputils-ping";
    }
    return byJava(host, patience);
  }

  private static Stream<Path> places() {
    return PLACES.stream();
  }

  private static String byProgram(Path ping, InetAddress host, Duration patience)
      throws IOException {
    String seconds = Long.toString(Math.max(1, patience.toSeconds()));
    Process process =
        new ProcessBuilder(ping.toString(), "-n", "-c1", "-W", seconds, host.getHostAddress())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (ended && process.exitValue() == 0) {
        return "";
      }
      return ended && process.exitValue() != 1
          ? "ping failed with exit code " + process.exitValue()
          : "no echo within " + Failure.seconds(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    } finally {
      process.destroyForcibly();
    }
  }

  /** On a platform thread, for the call holds its thread below a virtual one. */
  private static String byJava(InetAddress host, Duration patience) {
    boolean[] reached = new boolean[1];
    Thread asking =
        Thread.ofPlatform()
            .daemon()
            .name("icmp")
            .start(() -> reached[0] = reachable(host, patience));
    try {
      return asking.join(patience) && reached[0]
          ? ""
          : "no echo within " + Failure.seconds(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private static boolean reachable(InetAddress host, Duration patience) {
    try {
      return host.isReachable((int) patience.toMillis());
    } catch (IOException e) {
      return false;
    }
  }
}
