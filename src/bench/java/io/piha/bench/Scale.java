package io.piha.bench;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What grows with the number of services, each engine in a process of its own: its start, its
 * memory, the processor time of a heartbeat, and how many heartbeats a second it takes when more
 * come than it is made for. The same number of heartbeats comes each time, so that only the number
 * of services differs.
 */
final class Scale implements Benchmark {
  private static final List<Integer> SIZES = List.of(1, 100, 1_000, 10_000);
  private static final int RATE = 2_000;
  private static final int FLOOD_SECONDS = 30;
  private static final int FLOOD_MEASURED = 12;
  private static final int MEASURED = 20;

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public void run(Sheet sheet) throws Exception {
    sheet.say(
        "two hosts each; %,d heartbeats a second, and ten times as many at first".formatted(RATE));
    for (int services : SIZES) {
      run(sheet, services);
    }
  }

  private static void run(Sheet sheet, int services) throws Exception {
    String of = "%,d services".formatted(services);
    var marks = new ConcurrentHashMap<String, Watcher.Mark>();
    long began = System.nanoTime();
    try (PlantProcess plant = PlantProcess.start(services, marks);
        WireClient ear = new WireClient(plant.port(), "bench-ear")) {
      sheet.figure(
          of + ": started until it sees, its broker too", (System.nanoTime() - began) / 1e6, "ms");
      Watcher engine = plant.watcher();
      Watcher.listen(ear, List.of(engine));
      Process hosts = PlantProcess.hosts(plant.port(), services, RATE, FLOOD_SECONDS, 10);
      try {
        TimeUnit.SECONDS.sleep(FLOOD_SECONDS - FLOOD_MEASURED - 1);
        Watcher.Mark from = engine.next();
        TimeUnit.SECONDS.sleep(FLOOD_MEASURED - 1);
        sheet.figure(
            of + ": taken of a flood", engine.next().heardPerSecondSince(from), "heartbeats/s");
        TimeUnit.SECONDS.sleep(5);
        from = engine.next();
        TimeUnit.SECONDS.sleep(MEASURED);
        Watcher.Mark to = engine.next();
        sheet.figure(of + ": heard", to.heardPerSecondSince(from), "heartbeats/s");
        sheet.figure(of + ": processor time of a heartbeat", to.microsSince(from), "µs");
        sheet.figure(of + ": resident", engine.residentMib(), "MiB");
      } finally {
        hosts.destroyForcibly().waitFor();
      }
    }
  }
}
