package io.piha.bench;

import io.piha.peers.LeaseTrials;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the benchmarks whose name contains the first argument, or all of them, and before them the
 * yardstick. With {@code -Dbench.keep=true} the figures become the baseline.
 */
public final class Benchmarks {
  private static final Path BASELINE = Path.of("src/bench/baseline.tsv");
  private static final List<Benchmark> ALL =
      List.of(
          new Micro(),
          new ArbiterSteps(),
          new DecisionLatency(),
          new AlertStorm(),
          new RequestStorm(),
          new HeartbeatCost(),
          new Scale(),
          new Rivals(),
          new JournalCommit(),
          new HistoryOffer(),
          new HistoryYear(),
          new ConsoleStart(),
          new ConsoleIdle(),
          new Windowed(new TimelinePan()),
          new Windowed(new ConsoleLoad()),
          new Windowed(new ConsoleFailover()),
          new LeaseTrials());

  private Benchmarks() {}

  public static void main(String[] args) throws Exception {
    String wanted = args.length == 0 ? "" : args[0];
    boolean keep = Boolean.getBoolean("bench.keep");
    List<Benchmark> chosen = ALL.stream().filter(b -> b.name().contains(wanted)).toList();
    PrintStream out = System.out;
    out.printf(
        "Java %s, %d processors%n", Runtime.version(), Runtime.getRuntime().availableProcessors());
    if (chosen.isEmpty()) {
      out.println("No benchmark is named like that. There are: " + names());
      return;
    }
    Sheet sheet = Sheet.beside(BASELINE, out);
    var all = new ArrayList<Benchmark>(chosen);
    all.addFirst(new Yardstick());
    for (Benchmark benchmark : all) {
      sheet.of(benchmark.name());
      benchmark.run(sheet);
    }
    sheet.table();
    if (keep) {
      sheet.keep(BASELINE);
    }
    out.flush();
    System.exit(0); // a screen's toolkit, once started, would keep the process
  }

  /** The one of that name. */
  static Benchmark named(String name) {
    return ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<String> names() {
    return ALL.stream().map(Benchmark::name).toList();
  }
}
