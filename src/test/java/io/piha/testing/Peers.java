package io.piha.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the real peers are found and started. */
public final class Peers {
  private Peers() {}

  /**
   * Starts Mosquitto and waits until it takes connections.
   *
   * @param folder an existing folder for its configuration, log and retained messages
   * @param settings further lines of {@code mosquitto.conf}, after the usual ones
   */
  public static Mosquitto mosquitto(Path folder, String... settings) {
    return new Mosquitto(folder, settings);
  }

  /**
   * Starts snmpd as an eight-port PoE switch and waits until it answers.
   *
   * @param folder an existing folder for its configuration, log and port states
   */
  public static Snmpd snmpd(Path folder) {
    return new Snmpd(folder);
  }

  /**
   * Starts one member of etcd and waits until it answers.
   *
   * @param folder an existing folder for its data and log
   * @param settings further options
   */
  public static EtcdServer etcd(Path folder, String... settings) {
    return new EtcdServer(folder, settings);
  }

  /** The full path of a program on the {@code PATH} or among Debian's daemons. */
  public static Optional<Path> find(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(
            Stream.of(path.split(File.pathSeparator)),
            Stream.of("/usr/sbin", "/usr/local/sbin", "/lib/systemd"))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Path require(String program) {
    return find(program)
        .orElseThrow(
            () -> new IllegalStateException("no program " + program + "; is @NeedsPeer missing?"));
  }
}
