package io.piha.bench;

import io.piha.testing.Peers;
import io.piha.testing.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * The usual flow does so with the node that is there for it, a trigger for each host; the other
 * flow and the script do it with as little as it takes. The engine does all that it does as a
 * service, and keeps what it hears: roles and epochs, rules, deadlines, journal, history, status
 * document. So that nobody wins by doing nothing, each rival has to notice a host that was heard
 * once.
 *
 * <p>All of them run for months, so what is measured is a process at rest with itself: heartbeats
 * come until the engine's compiler has been quiet for a minute, {@value #LONGEST_WARM_UP} s at
 * most.
 */
final class Rivals implements Benchmark {
  private static final Path FILES = Path.of("src/bench/rivals").toAbsolutePath();
  private static final Path DEBIANS = Path.of("/usr/bin/python3");
  private static final int SERVICES = 1_000;
  private static final int RATE = 2_000;
  private static final int WARM_UP_SECONDS = 90;
  private static final int LONGEST_WARM_UP = 900;
  private static final int FLOOD_SECONDS = 60;
  private static final int FLOOD_TIMES = 4;

  /** Whole minutes, for once a minute the history is rolled up. */
  private static final int MEASURED_SECONDS = 60;

  /** A compiler that takes less of a heartbeat than this, in µs, is quiet. */
  private static final double QUIET = 0.4;

  private static final String NODE_RED = "node-red";
  private static final String USUAL = "node-red-usual";
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
    try (PlantProcess plant = PlantProcess.start(WholeProcess.class, SERVICES, marks);
        WireClient ear = new WireClient(plant.port(), "bench-ear");
        WireClient alarms = new WireClient(plant.port(), "bench-alarms")) {
      watchers.add(plant.watcher());
      if (nodeRed.isPresent()) {
        for (String flow : List.of(NODE_RED, USUAL)) {
          Process process = nodeRed(nodeRed.get(), flow, folder, plant.port());
          watchers.add(new Watcher(flow, process, marks));
        }
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
      sheet.figure("piha: compiler quiet after", awaitQuiet(plant), "s");
      judge(watchers, Set.copyOf(noticed));
      measure(sheet, plant, watchers);
    } finally {
      hosts.destroyForcibly().waitFor();
    }
  }

  /** Gives how long the engine has been hearing heartbeats by then. */
  private static int awaitQuiet(PlantProcess plant) throws Exception {
    int seconds = WARM_UP_SECONDS;
    double compiler = Double.MAX_VALUE;
    while (compiler > QUIET && seconds + MEASURED_SECONDS <= LONGEST_WARM_UP) {
      ThreadShares before = plant.shares();
      TimeUnit.SECONDS.sleep(MEASURED_SECONDS);
      seconds += MEASURED_SECONDS;
      long nanos = plant.shares().since(before).getOrDefault("compiler", 0L);
      compiler = nanos / 1e3 / (RATE * (double) MEASURED_SECONDS);
    }
    return seconds;
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
    ThreadShares before = plant.shares();
    List<Watcher.Mark> from = next(watchers);
    TimeUnit.SECONDS.sleep(MEASURED_SECONDS);
    List<Watcher.Mark> to = next(watchers);
    Map<String, Long> shares = plant.shares().since(before);
    double beats = to.get(0).heard() - from.get(0).heard();
    shares.forEach(
        (kind, nanos) -> sheet.figure("piha: of that " + kind, nanos / 1e3 / beats, "µs"));
    double compiler = shares.getOrDefault("compiler", 0L) / 1e3 / beats;
    double piha = to.get(0).microsSince(from.get(0));
    Path load = Path.of("/proc/loadavg");
    if (Files.isReadable(load)) {
      sheet.say("load of the machine meanwhile " + Files.readString(load).strip());
    }
    for (int i = 0; i < watchers.size(); i++) {
      String name = watchers.get(i).name();
      double micros = to.get(i).microsSince(from.get(i));
      sheet.figure(name + ": processor time of a heartbeat", micros, "µs");
      sheet.figure(name + ": heard", to.get(i).heardPerSecondSince(from.get(i)), "heartbeats/s");
      sheet.figure(name + ": resident", watchers.get(i).residentMib(), "MiB");
      if (i > 0) {
        sheet.figure(name + ": times the processor time of piha", micros / piha, "x");
        sheet.figure(
            name + ": times that of piha without its compiler", micros / (piha - compiler), "x");
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

  private static Process nodeRed(Path program, String name, Path all, int port) throws IOException {
    Path folder = Files.createDirectory(all.resolve(name));
    String flow = name.equals(USUAL) ? "flow-usual.json" : "flow.json";
    Files.copy(FILES.resolve(flow), folder.resolve("flow.json"));
    ProcessBuilder builder =
        new ProcessBuilder(
                program.toString(),
                "--userDir",
                folder.toString(),
                "--settings",
                FILES.resolve("settings.js").toString())
            .directory(folder.toFile())
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
