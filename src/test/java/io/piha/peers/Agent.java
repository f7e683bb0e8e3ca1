package io.piha.peers;

import io.piha.testing.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The shipped shell agent as a process. What it is configured to do when it is told to lead and to
 * stop is written down in a file, and a second file is there while the host "acts".
 */
final class Agent implements AutoCloseable {
  private static final Path SCRIPT =
      Path.of("installer", "home-assistant", "agent", "piha-agent").toAbsolutePath();

  private final Path folder;
  private final String shell;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private @Nullable Process process;

  /**
   * An agent that is not running yet.
   *
   * @param shell {@code dash} or {@code busybox}
   */
  Agent(Path folder, String shell, String host, String prefix, int brokerPort) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.shell = shell;
    set("PIHA_HOST", host);
    set("PIHA_TOPIC_PREFIX", prefix);
    set("PIHA_BROKER", "127.0.0.1");
    set("PIHA_PORT", Integer.toString(brokerPort));
    set("PIHA_STATE_DIR", folder.resolve("state").toString());
    set("PIHA_BOOT_ID_FILE", folder.resolve("boot").toString());
    set("PIHA_HEARTBEAT_EVERY", "0.2");
    set("PIHA_SEND_LIMIT", "10");
    set("PIHA_ON_PROMOTE", told("touch " + acting()));
    set("PIHA_ON_DEMOTE", told("rm -f " + acting()));
    reboots("first boot");
  }

  /** A command that is written down first. */
  String told(String command) {
    return "echo \"$PIHA_ORDER $PIHA_EPOCH\" >>" + folder.resolve("told") + "; " + command;
  }

  Agent set(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /** The next start finds itself in another boot. */
  void reboots(String boot) {
    write(folder.resolve("boot"), boot + "\n");
  }

  Agent start() {
    StringBuilder text = new StringBuilder("# written by a test\n\n");
    settings.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    Path config = folder.resolve("agent.env");
    write(config, text.toString());
    try {
      Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process = launch("run");
    return this;
  }

  private Process launch(String... arguments) {
    List<String> command = new ArrayList<>(List.of(Peers.find(shell).orElseThrow().toString()));
    if (shell.equals("busybox")) {
      command.add("sh");
    }
    command.addAll(List.of(SCRIPT.toString(), "--config", folder.resolve("agent.env").toString()));
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectInput(Path.of("/dev/null").toFile())
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs another command of the agent's to its end and gives the exit code. */
  int run(String... arguments) {
    return exit(launch(arguments));
  }

  private static int exit(Process ended) {
    try {
      if (!ended.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("the agent does not end");
      }
      return ended.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits until it ends by itself; its exit code. */
  int ends() {
    return exit(running());
  }

  private Process running() {
    return java.util.Objects.requireNonNull(process, "not started");
  }

  boolean isAlive() {
    return running().isAlive();
  }

  /** SIGTERM; the exit code. */
  int stop() {
    running().destroy();
    return ends();
  }

  /** SIGKILL to it and all that it has started: what a cut cable does. */
  void kill() {
    Process killed = process;
    if (killed == null) {
      return;
    }
    // The parent first, so that it starts nothing new.
    List<ProcessHandle> children = killed.descendants().toList();
    killed.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    exit(killed);
  }

  /** SIGKILL to the agent's own process alone. */
  void killAlone() {
    running().destroyForcibly();
    ends();
  }

  /** The command lines of all that it runs. */
  List<String> commandLines() {
    return running().descendants().map(each -> each.info().commandLine().orElse("")).toList();
  }

  /** Everything running below it at the moment. */
  List<ProcessHandle> children() {
    return running().descendants().toList();
  }

  private Path acting() {
    return folder.resolve("acting");
  }

  /** Whether the host does what only a leader does. */
  boolean acts() {
    return Files.exists(acting());
  }

  /** What it was told to do so far, such as {@code promote 8}. */
  List<String> told() {
    return read(folder.resolve("told")).lines().toList();
  }

  private Path log() {
    return folder.resolve("log");
  }

  String said() {
    return read(log());
  }

  /** What is kept on disk. */
  String book() {
    return read(folder.resolve("state").resolve("epoch"));
  }

  Path folder() {
    return folder;
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
