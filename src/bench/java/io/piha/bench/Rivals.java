package io.piha.bench;

import io.piha.testing.Peers;
import io.piha.testing.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The engine beside what people write for themselves, a Node-RED flow and a Python script of {@code
 * src/bench/rivals}: one broker, the same heartbeats at the same time, and what each process uses
 * for one of them.
 *
 * <p>The rivals remember when each host was last heard, and say whose silence is longer than 30 s.
 * The engine does that and all of its work besides: roles and epochs, probes, deadlines, journal,
 * status document. So that nobody wins by doing nothing, each rival has to notice a host that was
 * heard once.
 */
final class Rivals implements Benchmark {
  private static final Path FILES = Path.of("src/bench/rivals").toAbsolutePath();
  private static final Path DEBIANS = Path.of("/usr/bin/python3");
  private static final int SERVICES = 1_000;
  private static final int RATE = 2_000;
  private static final int WARM_UP_SECONDS = 90;
  private static final int FLOOD_SECONDS = 60;
  private static final int FLOOD_TIMES = 4;
  private static final int ROUND_SECONDS = 20;
  private static final int ROUNDS = 3;
  private static final String NODE_RED = "node-red";
  private static final String PYTHON = "python";

  @Override
  public String name() {
    return "rivals";
  }

  @Override
  public void run(Sheet sheet) throws Exception {
    Optional<Path> nodeRed = Peers.find(NODE_RED);
    Optional<Path> python = python();
    if (nodeRed.isEmpty()) {
      sheet.say(
          "left out: node-red is not on the PATH; npm install --prefix FOLDER node-red, and then"
              + " PATH=FOLDER/node_modules/.bin:$PATH");
    }
    if (python.isEmpty()) {
      sheet.say("left out: no python3 with paho-mqtt; apt-get install python3-paho-mqtt");
    }
    if (nodeRed.isEmpty() && python.isEmpty()) {
      return;
    }
    Path folder = Folders.temporary();
    var marks = new ConcurrentHashMap<String, Watcher.Mark>();
    List<Watcher> watchers = new ArrayList<>();
    try (PlantProcess plant = PlantProcess.start(SERVICES, marks);
        WireClient ear = new WireClient(plant.port(), "bench-ear");
        WireClient alarms = new WireClient(plant.port(), "bench-alarms")) {
      watchers.add(plant.watcher());
      if (nodeRed.isPresent()) {
        Process process = nodeRed(nodeRed.get(), folder, plant.port());
        watchers.add(new Watcher(NODE_RED, process, marks));
      }
      if (python.isPresent()) {
        watchers.add(new Watcher(PYTHON, python(python.get(), plant.port()), marks));
      }
      compare(sheet, plant, watchers, ear, alarms);
    } finally {
      for (Watcher each : watchers.stream().skip(1).toList()) {
        each.close();
      }
      Folders.delete(folder);
    }
  }

  private static void compare(
      Sheet sheet, PlantProcess plant, List<Watcher> watchers, WireClient ear, WireClient alarms)
      throws Exception {
    var noticed = new ConcurrentLinkedQueue<String>();
    alarms.subscribe("bench/alarm/+", (topic, who) -> noticed.add(topic + " " + who));
    Watcher.listen(ear, watchers);
    for (Watcher each : watchers) {
      each.next();
    }
    alarms.publish("piha/leader/ghost/heartbeat", Services.heartbeatJson(0, 0, 1, 1), false);
    alarms.flush();
    Process hosts = PlantProcess.hosts(plant.port(), SERVICES, RATE, FLOOD_SECONDS, FLOOD_TIMES);
    try {
      TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
      judge(watchers, Set.copyOf(noticed));
      measure(sheet, plant, watchers);
    } finally {
      hosts.destroyForcibly().waitFor();
    }
  }

  private static void judge(List<Watcher> watchers, Set<String> noticed) {
    for (Watcher each : watchers.stream().skip(1).toList()) {
      String alarm =
          "bench/alarm/" + each.name() + " piha/leader/ghost/heartbeat primary is silent";
      if (!noticed.contains(alarm)) {
        throw new IllegalStateException(each.name() + " did not notice a silent host: " + noticed);
      }
    }
  }

  private static void measure(Sheet sheet, PlantProcess plant, List<Watcher> watchers)
      throws Exception {
    double[][] micros = new double[watchers.size()][ROUNDS];
    double[][] times = new double[watchers.size()][ROUNDS];
    double[] heard = new double[watchers.size()];
    ThreadShares before = plant.shares();
    for (int round = 0; round < ROUNDS; round++) {
      List<Watcher.Mark> from = next(watchers);
      TimeUnit.SECONDS.sleep(ROUND_SECONDS);
      List<Watcher.Mark> to = next(watchers);
      for (int i = 0; i < watchers.size(); i++) {
        micros[i][round] = to.get(i).microsSince(from.get(i));
        times[i][round] = micros[i][round] / micros[0][round];
        heard[i] += to.get(i).heardPerSecondSince(from.get(i)) / ROUNDS;
      }
    }
    double beats = heard[0] * ROUNDS * ROUND_SECONDS;
    Map<String, Long> shares = plant.shares().since(before);
    shares.forEach(
        (kind, nanos) -> sheet.figure("piha: of that " + kind, nanos / 1e3 / beats, "µs"));
    double compiler = shares.getOrDefault("compiler", 0L) / 1e3 / beats;
    Path load = Path.of("/proc/loadavg");
    if (Files.isReadable(load)) {
      sheet.say("load of the machine meanwhile " + Files.readString(load).strip());
    }
    for (int i = 0; i < watchers.size(); i++) {
      String name = watchers.get(i).name();
      sheet.figure(name + ": processor time of a heartbeat", median(micros[i]), "µs");
      sheet.figure(name + ": heard", heard[i], "heartbeats/s");
      sheet.figure(name + ": resident", watchers.get(i).residentMib(), "MiB");
      if (i > 0) {
        sheet.figure(name + ": times the processor time of piha", median(times[i]), "x");
        double warm = median(micros[i]) / (median(micros[0]) - compiler);
        sheet.figure(name + ": times that of piha without its compiler", warm, "x");
      }
    }
  }

  private static List<Watcher.Mark> next(List<Watcher> watchers) throws InterruptedException {
    List<Watcher.Mark> marks = new ArrayList<>();
    for (Watcher each : watchers) {
      marks.add(each.next());
    }
    return marks;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static Process nodeRed(Path program, Path folder, int port) throws IOException {
    Files.copy(FILES.resolve("flow.json"), folder.resolve("flow.json"));
    ProcessBuilder builder =
        new ProcessBuilder(
                program.toString(),
                "--userDir",
                folder.toString(),
                "--settings",
                FILES.resolve("settings.js").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("node-red.log").toFile());
    builder.environment().put("BROKER_PORT", Integer.toString(port));
    builder.environment().put("UI_PORT", Integer.toString(Ports.free()));
    return builder.start();
  }

  private static Process python(Path program, int port) throws IOException {
    return new ProcessBuilder(
            program.toString(), FILES.resolve("watcher.py").toString(), Integer.toString(port))
        .inheritIO()
        .start();
  }

  /** The first that has the library; Debian's may not be the first on the path. */
  private static Optional<Path> python() throws IOException, InterruptedException {
    for (Path each : List.of(Peers.find("python3").orElse(DEBIANS), DEBIANS)) {
      if (Files.isExecutable(each)
          && new ProcessBuilder(each.toString(), "-c", "import paho.mqtt.client")
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start()
                  .waitFor()
              == 0) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
