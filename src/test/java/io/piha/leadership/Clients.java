package io.piha.leadership;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Mosquitto's own clients against one broker. */
final class Clients {
  private final int port;

  Clients(int port) {
    this.port = port;
  }

  private List<String> command(String program, String... arguments) {
    List<String> all = new ArrayList<>(List.of(program, "-V", "5", "-h", "127.0.0.1", "-p"));
    all.add(Integer.toString(port));
    all.addAll(List.of(arguments));
    return all;
  }

  /** Runs a client to its end and gives what it printed, its exit code on the last line. */
  String run(String program, String... arguments) {
    return run(new byte[0], program, arguments);
  }

  String run(byte[] input, String program, String... arguments) {
    try {
      Process process =
          new ProcessBuilder(command(program, arguments)).redirectErrorStream(true).start();
      try (OutputStream out = process.getOutputStream()) {
        out.write(input);
      } catch (IOException endedAlready) {
        // it did not want to read
      }
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return said.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void publish(String topic, String payload, String... more) {
    List<String> arguments = new ArrayList<>(List.of("-t", topic, "-m", payload, "-q", "1"));
    arguments.addAll(List.of(more));
    run("mosquitto_pub", arguments.toArray(String[]::new));
  }

  /** Listens in the background; its output is unbuffered, to show when it has subscribed. */
  Listening listen(String... arguments) {
    try {
      List<String> all = new ArrayList<>(List.of("stdbuf", "-oL"));
      all.addAll(command("mosquitto_sub", arguments));
      all.add("-d");
      Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
      Listening listening = new Listening(process);
      Awaitility.await().atMost(Ear.PATIENCE).until(listening::subscribed);
      return listening;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A mosquitto_sub and the lines it printed, without its own chatter. */
  static final class Listening implements AutoCloseable {
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile boolean subscribed;

    Listening(Process process) {
      this.process = process;
      Thread.ofVirtual().start(this::read);
    }

    private void read() {
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          if (line.startsWith("Subscribed")) {
            subscribed = true;
          } else if (!line.startsWith("Client ")) {
            lines.add(line);
          }
        }
      } catch (IOException e) {
        // the process has ended
      }
    }

    boolean subscribed() {
      return subscribed;
    }

    List<String> lines() {
      return lines;
    }

    void await(String part) {
      Awaitility.await("a line with " + part)
          .atMost(Ear.PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> lines.stream().anyMatch(line -> line.contains(part)));
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
