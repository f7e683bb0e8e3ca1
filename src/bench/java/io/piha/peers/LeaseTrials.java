package io.piha.peers;

import io.piha.bench.Benchmark;
import io.piha.bench.Sheet;
import io.piha.peers.LeaseTrial.Fault;
import io.piha.peers.LeaseTrial.Outcome;
import io.piha.peers.LeaseTrial.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every fault at every step of a failover, again and again, with real peers. As many as the
 * environment's {@code TRIALS} says, from the {@code FIRST}; 4 where it says nothing.
 */
public final class LeaseTrials implements Benchmark {

  private final Map<String, String> environment = System.getenv();

  @Override
  public String name() {
    return "lease-trials";
  }

  @Override
  public void run(Sheet sheet) throws Exception {
    int first = number("FIRST", 0);
    int many = number("TRIALS", 4);
    List<Step> steps = List.of(Step.values());
    List<Fault> faults = List.of(Fault.values());
    List<Long> takeovers = new ArrayList<>();
    List<Long> beginnings = new ArrayList<>();
    int broken = 0;
    for (int i = first; i < first + many; i++) {
      Step step = steps.get(i % steps.size());
      Fault fault = faults.get(i / steps.size() % faults.size());
      Path folder = Files.createTempDirectory("piha-trial-");
      String how = "well";
      try {
        Outcome outcome = LeaseTrial.run(folder, step, fault);
        outcome.takeover().ifPresent(takeovers::add);
        outcome.active().ifPresent(beginnings::add);
        how += outcome.takeover().map(ms -> ", lease after " + ms + " ms").orElse("");
        how += outcome.active().map(ms -> ", acting after " + ms + " ms").orElse("");
        remove(folder);
      } catch (AssertionError | IllegalStateException e) {
        broken++;
        how = "BROKEN, see " + folder + "\n" + e.getMessage();
      }
      sheet.say(String.format(Locale.ROOT, "%3d %-10s %-15s %s", i, step, fault, how));
    }
    sheet.figure("trials", many, "");
    sheet.figure("broken", broken, "");
    sheet.figure("term", (double) TwoPlanes.TTL.toSeconds(), "s");
    tell(sheet, "from the fault to the lease", takeovers);
    tell(sheet, "from the fault to acting", beginnings);
  }

  private int number(String name, int otherwise) {
    String text = environment.getOrDefault(name, "");
    return text.isEmpty() ? otherwise : Integer.parseInt(text);
  }

  private static void tell(Sheet sheet, String what, List<Long> times) {
    if (!times.isEmpty()) {
      Collections.sort(times);
      sheet.figure(what + ", median", (double) times.get(times.size() / 2), "ms");
      sheet.figure(what + ", longest", (double) times.getLast(), "ms");
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
