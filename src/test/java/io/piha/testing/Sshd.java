package io.piha.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** OpenSSH's server on a loopback port, with one key that may come in. */
public final class Sshd implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final Daemon daemon;

  /** Starts it; the folder has to exist. */
  public Sshd(Path folder) {
    this.folder = folder;
    this.port = Ports.free();
    try {
      key("host");
      key("client");
      key("stranger");
      Files.copy(folder.resolve("client.pub"), folder.resolve("authorized_keys"));
      Files.createDirectories(Path.of("/run/sshd"));
      Files.writeString(
          folder.resolve("sshd_config"),
          """
          ListenAddress 127.0.0.1
          Port %1$d
          HostKey %2$s/host
          PidFile %2$s/sshd.pid
          AuthorizedKeysFile %2$s/authorized_keys
          StrictModes no
          PasswordAuthentication no
          KbdInteractiveAuthentication no
          PermitRootLogin yes
          UsePAM no
          Subsystem sftp internal-sftp
          """
              .formatted(port, folder));
      knownHosts("known_hosts", "host");
      knownHosts("wrong_hosts", "stranger");
      daemon = start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void key(String name) throws IOException, InterruptedException {
    var _ =
        Programs.run(
            "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(name).toString());
    Files.setPosixFilePermissions(
        folder.resolve(name), PosixFilePermissions.fromString("rw-------"));
  }

  private void knownHosts(String file, String key) throws IOException {
    String[] words = Files.readString(folder.resolve(key + ".pub")).split(" ", -1);
    Files.writeString(
        folder.resolve(file), "[127.0.0.1]:" + port + " " + words[0] + " " + words[1] + "\n");
  }

  private Daemon start() {
    return Daemon.start(
        List.of(
            Peers.require("sshd").toString(),
            "-D",
            "-e",
            "-f",
            folder.resolve("sshd_config").toString()),
        Map.of(),
        folder.resolve("log"),
        port);
  }

  /** Its port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** The account that comes in. */
  public static String user() {
    return System.getProperty("user.name");
  }

  /** The private key that may come in. */
  public Path key() {
    return folder.resolve("client");
  }

  /** A private key that may not. */
  public Path strangersKey() {
    return folder.resolve("stranger");
  }

  /** A file with the server's host key. */
  public Path knownHosts() {
    return folder.resolve("known_hosts");
  }

  /** A file with another host key for the same address. */
  public Path wrongHosts() {
    return folder.resolve("wrong_hosts");
  }

  @Override
  public void close() {
    daemon.close();
  }
}
