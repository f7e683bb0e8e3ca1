package io.piha.peers;

import io.piha.testing.Peers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Everything on the broker, recorded by a mosquitto_sub. */
final class Wire implements AutoCloseable {
  private final Process process;
  private final List<Message> heard = new CopyOnWriteArrayList<>();
  private final List<Consumer<Message>> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean subscribed;

  Wire(int brokerPort) {
    this(brokerPort, List.of());
  }

  /** With more arguments for mosquitto_sub, such as a user and a password. */
  Wire(int brokerPort, List<String> more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "stdbuf",
                "-oL",
                program("mosquitto_sub"),
                "-V",
                "5",
                "-d",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(brokerPort),
                "-q",
                "2",
                "--retain-as-published",
                "-t",
                "#",
                "-F",
                "MESSAGE" + Message.FORMAT));
    command.addAll(more);
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::read);
    Awaitility.await("mosquitto_sub has subscribed").until(() -> subscribed);
  }

  static String program(String name) {
    return Peers.find(name).orElseThrow().toString();
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("MESSAGE")) {
          Message message = Message.read(System.currentTimeMillis(), line.substring(7));
          heard.add(message);
          listeners.forEach(each -> each.accept(message));
        } else if (line.startsWith("Subscribed")) {
          subscribed = true;
        }
      }
    } catch (IOException e) {
      // the process has ended
    }
  }

  void listen(Consumer<Message> listener) {
    listeners.add(listener);
  }

  List<Message> heard() {
    return List.copyOf(heard);
  }

  Stream<Message> heard(Predicate<Message> which) {
    return heard.stream().filter(which);
  }

  /** Orders of that kind by their first sending, repeats left out. */
  List<Message> orders(String cmd) {
    List<String> seen = new CopyOnWriteArrayList<>();
    return heard(each -> each.isOrder(cmd))
        .filter(
            each -> {
              boolean fresh = !seen.contains(each.field("id"));
              seen.add(each.field("id"));
              return fresh;
            })
        .toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
