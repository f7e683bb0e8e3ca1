package io.piha.bench;

import io.piha.arbiter.Signal;
import io.piha.arbiter.Timing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A {@link Plant} in a process of its own, with the virtual machine's settings of the distribution:
 * so many services as its argument says. Prints the broker's port when it is connected and sees.
 */
final class PlantProcess implements AutoCloseable {
  /** What it is called as a watcher. */
  static final String NAME = "piha";

  private final Process process;
  private final Watcher watcher;
  private final int port;

  private PlantProcess(Process process, ConcurrentHashMap<String, Watcher.Mark> marks)
      throws IOException {
    this.process = process;
    this.watcher = new Watcher(NAME, process, marks);
    var said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = said.readLine();
    if (line == null) {
      throw new IOException("the engine's process ended before it was connected");
    }
    this.port = Integer.parseInt(line);
  }

  /** Starts one and waits until it is connected. */
  static PlantProcess start(int services, ConcurrentHashMap<String, Watcher.Mark> marks)
      throws IOException {
    return start(PlantProcess.class, services, marks);
  }

  /** The same with another main class, of which the same is true. */
  static PlantProcess start(
      Class<?> main, int services, ConcurrentHashMap<String, Watcher.Mark> marks)
      throws IOException {
    return new PlantProcess(
        java(List.of("-Xms32m", "-Xmx384m"), main, List.of(Integer.toString(services)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start(),
        marks);
  }

  /** A virtual machine of this one's kind and class path. */
  static ProcessBuilder java(List<String> options, Class<?> main, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }

  /**
   * The hosts of that many services at that rate, in a process of their own.
   *
   * @param flood for how many seconds at first more come
   * @param times how many times as many
   */
  static Process hosts(int port, int services, int rate, int flood, int times) throws IOException {
    return java(
            List.of(),
            HeartbeatSender.class,
            List.of(
                Integer.toString(port),
                Integer.toString(services),
                Integer.toString(rate),
                Integer.toString(flood),
                Integer.toString(times)))
        .inheritIO()
        .start();
  }

  Watcher watcher() {
    return watcher;
  }

  /** What its threads have used so far. */
  ThreadShares shares() throws IOException {
    return ThreadShares.of(process.pid());
  }

  int port() {
    return port;
  }

  /** Lets it close its parts, its broker among them. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    watcher.awaitEnd(30);
  }

  /** Runs until its input ends. */
  public static void main(String[] args) throws Exception {
    int services = Integer.parseInt(args[0]);
    AtomicLong heard = new AtomicLong();
    try (Plant plant =
        new Plant(
            Services.policy(services, Timing.DEFAULT),
            services,
            (_, _) -> true,
            _ -> {},
            broker -> Services.retainLeaders(broker, services))) {
      plant.engine.onDecision(
          (_, signal, _, _) -> heard.addAndGet(signal instanceof Signal.Heartbeat ? 1 : 0));
      System.out.println(plant.broker.port());
      serve(plant.broker.port(), heard);
    }
  }

  /** Says each second how many were heard, until the input ends. */
  static void serve(int port, AtomicLong heard) throws IOException {
    try (WireClient voice = new WireClient(port, "bench-count")) {
      Thread.ofPlatform().daemon().name("bench-count").start(() -> count(voice, heard));
      while (System.in.read() >= 0) {
        // whoever started this one keeps it by its open input
      }
    }
  }

  private static void count(WireClient voice, AtomicLong heard) {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(1);
        voice.publish("bench/heard/" + NAME, Long.toString(heard.get()), false);
        voice.flush();
      }
    } catch (IOException | InterruptedException over) {
      // the benchmark is over
    }
  }
}
