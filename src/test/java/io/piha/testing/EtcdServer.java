package io.piha.testing;

import io.piha.site.ClientTls;
import io.piha.site.Lease;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stock etcd of one member on loopback, open to everyone unless told otherwise. */
public final class EtcdServer implements AutoCloseable {
  private final Path folder;
  private final List<String> settings;
  private final String scheme;
  private final int port = Ports.free();
  private final int peerPort = Ports.free();
  private Daemon daemon;

  EtcdServer(Path folder, String... settings) {
    this.folder = folder.toAbsolutePath();
    this.settings = List.of(settings);
    this.scheme = this.settings.contains("--cert-file") ? "https" : "http";
    daemon = launch();
  }

  private Daemon launch() {
    String peer = "http://127.0.0.1:" + peerPort;
    List<String> command =
        new ArrayList<>(
            List.of(
                Peers.require("etcd").toString(),
                "--name",
                "one",
                "--data-dir",
                folder.resolve("data").toString(),
                "--listen-client-urls",
                url(),
                "--advertise-client-urls",
                url(),
                "--listen-peer-urls",
                peer,
                "--initial-advertise-peer-urls",
                peer,
                "--initial-cluster",
                "one=" + peer,
                "--unsafe-no-fsync",
                "--logger",
                "zap",
                "--log-level",
                "error"));
    command.addAll(settings);
    return Daemon.start(command, Map.of(), folder.resolve("etcd.log"), this::leads);
  }

  /** It takes connections before it can do anything; what matters is that it has a leader. */
  private boolean leads() {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      if (scheme.equals("http")) {
        var _ = ctl("endpoint", "health");
      }
      return true;
    } catch (IOException | IllegalStateException notYet) {
      return false;
    }
  }

  /** {@code http://127.0.0.1:PORT}. */
  public String url() {
    return scheme + "://127.0.0.1:" + port;
  }

  /** The client port. */
  public int port() {
    return port;
  }

  /** Runs etcdctl on it. */
  public String ctl(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--endpoints", url(), "--command-timeout", "5s"));
    all.addAll(List.of(arguments));
    return Programs.must("etcdctl", all);
  }

  /** Freezes it (SIGSTOP). */
  public void pause() {
    daemon.pause();
  }

  /** Lets it go on. */
  public void resume() {
    daemon.resume();
  }

  /** Ends it (SIGTERM). */
  public void stop() {
    daemon.stop();
  }

  /** Starts it again on the same port with what it had. */
  public void restart() {
    daemon.close();
    daemon = launch();
  }

  @Override
  public void close() {
    daemon.close();
  }

  /** As a site is configured that has its lease here. */
  public Lease.Etcd lease(Duration term) {
    ClientTls plain = new ClientTls(Optional.empty(), Optional.empty(), Optional.empty());
    return new Lease.Etcd(List.of(url()), term, Optional.empty(), Optional.empty(), plain);
  }
}
