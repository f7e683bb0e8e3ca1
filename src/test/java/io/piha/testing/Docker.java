package io.piha.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Docker's own engine on a unix socket, with an image of nothing but busybox, everything in one
 * folder and nothing from the network. It wants root. Its mounts are in a namespace of its own and
 * go with it.
 */
public final class Docker implements AutoCloseable {
  private static final String IMAGE = "tiny:1";

  private final Path folder;
  private final Daemon daemon;

  /** Starts it; the folder has to exist, and its path to be short (unix sockets). */
  public Docker(Path folder) {
    this.folder = folder.toAbsolutePath();
    this.daemon =
        Daemon.start(
            List.of(
                Peers.require("unshare").toString(),
                "--mount",
                Peers.require("dockerd").toString(),
                "--data-root=" + file("root"),
                "--exec-root=" + file("exec"),
                "--pidfile=" + file("pid"),
                "--host=unix://" + socket(),
                "--iptables=false",
                "--ip6tables=false",
                "--bridge=none",
                "--storage-driver=vfs",
                "--shutdown-timeout=3"),
            Map.of(),
            file("dockerd.log"),
            this::answers);
    try {
      docker("import", image().toString(), IMAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path image() throws IOException {
    Path root = file("rootfs");
    for (String each : List.of("bin", "tmp", "proc", "etc")) {
      Files.createDirectories(root.resolve(each));
    }
    Files.copy(Peers.require("busybox"), root.resolve("bin/busybox"));
    for (String each : List.of("sh", "sleep", "touch", "rm", "test", "cat")) {
      Files.createSymbolicLink(root.resolve("bin/" + each), Path.of("busybox"));
    }
    Path tar = file("rootfs.tar");
    run(List.of("tar", "-C", root.toString(), "-cf", tar.toString(), "."));
    return tar;
  }

  private boolean answers() {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket()));
      channel.write(
          ByteBuffer.wrap(
              "GET /_ping HTTP/1.0\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
      return channel.read(ByteBuffer.allocate(16)) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private Path socket() {
    return file("docker.sock");
  }

  /** {@code unix:///…}, as a site file wants it. */
  public String url() {
    return "unix://" + socket();
  }

  /** Starts a container of busybox; the engine itself runs its health check. */
  public void run(String name, List<String> options, String script) {
    List<String> all = new ArrayList<>(List.of("run", "-d", "--network", "host", "--name", name));
    all.addAll(options);
    all.addAll(List.of(IMAGE, "sh", "-c", script));
    docker(all.toArray(String[]::new));
  }

  /** Runs {@code docker} with this engine. */
  public void docker(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker", "--host", url()));
    command.addAll(List.of(arguments));
    run(command);
  }

  private static void run(List<String> command) {
    try {
      Programs.run(command.getFirst(), command.stream().skip(1).toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    daemon.close();
  }
}
