package io.piha.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A Podman service on a unix socket, with an image of nothing but busybox, everything in one folder
 * and nothing from the network. It wants root, as its containers use the host's network.
 *
 * <p>There is no service manager to run health checks by the clock: {@link #checkHealth} runs one.
 */
public final class Podman implements AutoCloseable {
  private static final String IMAGE = "localhost/tiny:1";

  /** Runs until it is asked to end, and is well while {@code /tmp/well} exists. */
  private static final String SERVE =
      "trap 'exit 0' TERM; touch /tmp/well; while :; do sleep 1 & wait $!; done";

  private final Path folder;
  private final Map<String, String> environment;
  private Daemon service;

  /** Starts the service; the folder has to exist, and its path to be short (unix sockets). */
  public Podman(Path folder) {
    this.folder = folder.toAbsolutePath();
    this.environment =
        Map.of(
            "CONTAINERS_CONF", file("containers.conf").toString(),
            "CONTAINERS_STORAGE_CONF", file("storage.conf").toString(),
            "TMPDIR", file("tmp").toString());
    try {
      Files.createDirectories(file("tmp"));
      Files.createDirectories(file("net"));
      Files.writeString(
          file("containers.conf"),
          """
          [containers]
          netns = "host"
          log_driver = "k8s-file"
          default_sysctls = []
          default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
          [network]
          network_backend = "netavark"
          network_config_dir = "%1$s/net"
          [engine]
          cgroup_manager = "cgroupfs"
          events_logger = "file"
          runtime = "runc"
          """
              .formatted(this.folder));
      Files.writeString(
          file("storage.conf"),
          """
          [storage]
          driver = "vfs"
          graphroot = "%1$s/root"
          runroot = "%1$s/run"
          """
              .formatted(this.folder));
      podman("import", image().toString(), IMAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    service = launch();
  }

  /** Busybox, and the host's libraries where they are mounted. */
  private Path image() throws IOException {
    Path root = Containers.root(folder);
    Files.createDirectories(root.resolve("usr"));
    for (String each : List.of("lib", "lib64")) {
      Files.createSymbolicLink(root.resolve(each), Path.of("usr/" + each));
    }
    Files.writeString(root.resolve("etc/passwd"), "root:x:0:0:root:/:/bin/sh\n");
    return Containers.packed(root);
  }

  private Daemon launch() {
    List<String> command = command("system", "service", "--time", "0", "unix://" + socket());
    return Daemon.start(
        command, environment, file("service.log"), () -> Containers.answers(socket()));
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  public Path socket() {
    return file("api.sock");
  }

  /** {@code unix:///…}, as a site file wants it. */
  public String url() {
    return "unix://" + socket();
  }

  /** Starts a container that serves and has a health check. */
  public void serve(String name) {
    start(
        name,
        "--health-cmd",
        "test -e /tmp/well",
        "--health-retries",
        "1",
        IMAGE,
        "sh",
        "-c",
        SERVE);
  }

  /** Starts a container of a program of this machine. */
  public void runHostProgram(String name, Path readWrite, String... command) {
    List<String> all =
        new ArrayList<>(
            List.of("-v", "/usr:/usr:ro", "-v", readWrite + ":" + readWrite, "--user", "0", IMAGE));
    all.addAll(List.of(command));
    start(name, all.toArray(String[]::new));
  }

  /** Starts a container whose program ends at once, again and again. */
  public void crashing(String name) {
    start(name, "--restart", "always", IMAGE, "sh", "-c", "sleep 0.3; exit 3");
  }

  /** Starts a container that wants more memory than it may have. */
  public void hungry(String name) {
    String grow = "x=aaaaaaaaaaaaaaaa; while :; do x=$x$x; done";
    start(name, "--memory", "16m", IMAGE, "sh", "-c", grow);
  }

  private void start(String name, String... more) {
    List<String> all = new ArrayList<>(List.of("run", "-d", "--name", name));
    all.addAll(List.of(more));
    podman(all.toArray(String[]::new));
  }

  /** Makes the container's health check fail, or succeed, from now on. */
  public void well(String name, boolean well) {
    podman("exec", name, well ? "touch" : "rm", "/tmp/well");
  }

  /** Runs the container's health check once, whatever its outcome. */
  public void checkHealth(String name) {
    run(true, "healthcheck", "run", name);
  }

  /** Runs {@code podman} with the same storage. */
  public void podman(String... arguments) {
    run(false, arguments);
  }

  /** Removes a container; one that is just between two of its runs cannot be in that moment. */
  public void remove(String name) {
    Awaitility.await(name + " is removed")
        .atMost(Duration.ofSeconds(60))
        .until(() -> run(true, "rm", "-f", "-t", "0", name) == 0);
  }

  private List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(Peers.require("podman").toString(), "--tmpdir", file("libpod").toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private int run(boolean mayFail, String... arguments) {
    try {
      Path output = Files.createTempFile(folder, "podman-", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command(arguments))
              // It leaves a file named oom wherever it was called when memory ran out.
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("podman " + List.of(arguments) + " does not end");
      }
      if (process.exitValue() != 0 && !mayFail) {
        throw new IllegalStateException(
            "podman " + List.of(arguments) + ": " + Files.readString(output));
      }
      return process.exitValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends the service; containers live on. */
  public void stop() {
    service.close();
  }

  /** Starts the service again on the same socket. */
  public void restart() {
    service.close();
    service = launch();
  }

  /** Freezes the service: connections are taken, nothing is answered. */
  public void pause() {
    service.pause();
  }

  /** Lets a frozen service go on. */
  public void resume() {
    service.resume();
  }

  @Override
  public void close() {
    service.close();
    run(true, "rm", "-a", "-f", "-t", "0");
    // Each container's end starts a clean-up of its own, which writes into the folder.
    Awaitility.await("clean-up")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> ProcessHandle.allProcesses().noneMatch(this::isOurs));
  }

  private boolean isOurs(ProcessHandle process) {
    String command = process.info().commandLine().orElse("");
    return process.pid() != ProcessHandle.current().pid()
        && command.contains(folder.toString() + "/")
        && (command.contains("podman ") || command.contains("conmon "));
  }
}
