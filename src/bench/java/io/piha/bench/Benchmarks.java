package io.piha.bench;

import io.piha.peers.LeaseTrials;
import java.io.PrintStream;
import java.util.List;

/** Runs the benchmarks whose name contains the first argument, or all of them. */
public final class Benchmarks {
  private static final List<Benchmark> ALL =
      List.of(
          new ArbiterSteps(),
          new DecisionLatency(),
          new AlertStorm(),
          new HeartbeatCost(),
          new JournalCommit(),
          new HistoryOffer(),
          new ConsoleIdle(),
          new TimelinePan(),
          new ConsoleLoad(),
          new LeaseTrials());

  private Benchmarks() {}

  public static void main(String[] args) throws Exception {
    String wanted = args.length == 0 ? "" : args[0];
    List<Benchmark> chosen = ALL.stream().filter(b -> b.name().contains(wanted)).toList();
    PrintStream out = System.out;
    out.printf(
        "Java %s, %d processors%n", Runtime.version(), Runtime.getRuntime().availableProcessors());
    if (chosen.isEmpty()) {
      out.println("No benchmark is named like that. There are: " + names());
      return;
    }
    for (Benchmark benchmark : chosen) {
      out.printf("%n%s%n", benchmark.name());
      benchmark.run(out);
    }
    out.flush();
    System.exit(0); // a screen's toolkit, once started, would keep the process
  }

  private static List<String> names() {
    return ALL.stream().map(Benchmark::name).toList();
  }
}
