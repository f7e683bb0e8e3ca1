package io.piha.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** One foreground process of a peer, known by its process and never by its name. */
final class Daemon implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Process process;
  private final Path output;
  private final Thread lastResort;

  private Daemon(Process process, Path output) {
    this.process = process;
    this.output = output;
    this.lastResort = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(lastResort);
  }

  /** Starts the command and waits until the TCP port of 127.0.0.1 takes a connection. */
  static Daemon start(
      List<String> command, Map<String, String> environment, Path output, int port) {
    return start(command, environment, output, () -> listens(port));
  }

  /** Starts the command and waits until it is ready. */
  static Daemon start(
      List<String> command, Map<String, String> environment, Path output, Callable<Boolean> ready) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
      builder.environment().putAll(environment);
      Daemon daemon = new Daemon(builder.start(), output);
      daemon.awaitReady(ready);
      return daemon;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command, e);
    }
  }

  private void awaitReady(Callable<Boolean> ready) {
    Awaitility.await("the peer is ready, output in " + output)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .failFast("the peer ended: " + said(), () -> !process.isAlive())
        .until(ready);
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String said() {
    try {
      return Files.exists(output) ? Files.readString(output) : "nothing";
    } catch (IOException e) {
      return "unreadable: " + e.getMessage();
    }
  }

  /** SIGTERM, and SIGKILL when that is not heeded. */
  void stop() {
    process.destroy();
    ended();
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    ended();
  }

  /** SIGSTOP: the kernel goes on accepting connections, the peer says nothing. */
  void pause() {
    signal("-STOP");
  }

  /** SIGCONT. */
  void resume() {
    signal("-CONT");
  }

  private void signal(String name) {
    try {
      Process kill =
          new ProcessBuilder(Peers.require("kill").toString(), name, Long.toString(process.pid()))
              .start();
      if (!kill.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new IllegalStateException("kill " + name + " failed for process " + process.pid());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void ended() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(lastResort);
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      resume();
      stop();
    }
  }
}
