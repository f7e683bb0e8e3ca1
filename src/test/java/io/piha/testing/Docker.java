package io.piha.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
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
            () -> Containers.answers(socket()));
    try {
      docker("import", Containers.packed(Containers.root(this.folder)).toString(), IMAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    List<String> all = new ArrayList<>(List.of("--host", url()));
    all.addAll(List.of(arguments));
    Programs.must("docker", all);
  }

  @Override
  public void close() {
    daemon.close();
  }
}
