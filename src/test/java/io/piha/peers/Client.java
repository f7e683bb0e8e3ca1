package io.piha.peers;

import io.piha.testing.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Somebody at a broker, by mosquitto_pub and the like.
 *
 * @param login arguments that say who it is; empty for nobody in particular
 */
record Client(int port, List<String> login) {

  static Client anybody(int port) {
    return new Client(port, List.of());
  }

  static Client named(int port, String user, String password) {
    return new Client(port, List.of("-u", user, "-P", password));
  }

  /** Publishes at QoS 1; what the broker refuses is no error here. */
  void publish(String topic, String payload, String... more) {
    List<String> arguments = to(topic, "-m", payload);
    arguments.addAll(List.of(more));
    Programs.must("mosquitto_pub", arguments);
  }

  /** Publishes a file as it is. */
  void publishFile(String topic, Path file) {
    Programs.must("mosquitto_pub", to(topic, "-f", file.toString()));
  }

  /** Publishes each line as a message of its own. */
  void publishLines(String topic, List<String> lines) {
    List<String> command = new ArrayList<>(List.of(Wire.program("mosquitto_pub")));
    command.addAll(to(topic, "-l"));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var in = process.getOutputStream()) {
        in.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException("mosquitto_pub did not publish all lines");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Takes back what is retained on a topic. */
  void clear(String topic) {
    Programs.must("mosquitto_pub", to(topic, "-r", "-n"));
  }

  /** Asks and gives the answer. */
  String ask(String topic, String payload, String replyTo) {
    return Programs.must("mosquitto_rr", to(topic, "-m", payload, "-e", replyTo, "-W", "25"));
  }

  private List<String> to(String topic, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-V",
                "5",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-q",
                "1",
                "-t",
                topic));
    arguments.addAll(login);
    arguments.addAll(List.of(more));
    return arguments;
  }
}
