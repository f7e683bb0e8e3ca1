package io.piha.cli;

import io.piha.engine.IncidentTape;
import io.piha.rules.Rule;
import io.piha.world.Assumption;
import io.piha.world.Campaign;
import io.piha.world.Coverage;
import io.piha.world.Replay;
import io.piha.world.Simulation;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code piha simulate}. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Run the decision core in simulated worlds in which everything goes wrong, and check the"
          + " safety rules after every step.",
      "Each world comes from one seed; the same seed gives the same world. A broken rule ends with"
          + " the seed, the least that brings it about, and the audit log of it, and exit code 1."
    })
final class SimulateCommand implements Callable<Integer> {

  private static final int BAR = 40;

  /** Seeds that every fast run tries, so that two runs can be compared. */
  private static final int FIXED = 40;

  @Option(names = "--seeds", paramLabel = "N", description = "How many worlds (default: 100).")
  int seeds = 100;

  @Option(
      names = "--hours",
      paramLabel = "H",
      description = "How long each world lives, at least 6 (default: 500).")
  int hours = 500;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "The first world's seed (default: a fresh one, printed).")
  @Nullable Long seed;

  @Option(
      names = "--fast",
      description = "For builds: " + FIXED + " fixed seeds and as many fresh ones, 200 h each.")
  boolean fast;

  @Option(names = "--transcript", description = "Print all that was decided in the first world.")
  boolean transcript;

  @Option(
      names = "--without",
      paramLabel = "ASSUMPTION",
      split = ",",
      converter = Assumed.class,
      completionCandidates = Assumed.class,
      description = {
        "Live in worlds in which this does not hold, and see which rules fall: "
            + "${COMPLETION-CANDIDATES}. Several with commas."
      })
  Set<Assumption> without = Set.of();

  @Option(
      names = "--incident",
      paramLabel = "FILE",
      description = {
        "Judge a real incident again that `piha audit --export` wrote: exit code 1 when this"
            + " version decides otherwise, or breaks a rule."
      })
  @Nullable Path incident;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (incident != null) {
      return judgeAgain(out, incident);
    }
    if (seeds < 1 || hours < 6) {
      spec.commandLine().getErr().println("piha: --seeds is at least 1, --hours at least 6");
      return Exit.USAGE;
    }
    InstantSource clock = InstantSource.system();
    long first = seed == null ? clock.millis() : seed;
    Duration lasting = Duration.ofHours(fast ? 200 : hours);
    if (transcript) {
      Simulation.transcript(first, lasting, without).forEach(out::println);
      out.flush();
    }
    long worlds = fast ? 2 * FIXED : seeds;
    LongStream all =
        fast
            ? LongStream.concat(
                LongStream.rangeClosed(1, FIXED), LongStream.range(first, first + FIXED))
            : LongStream.range(first, first + seeds);
    out.println(
        (fast ? "seeds 1 to " + FIXED + " and " : "seeds ")
            + first
            + " to "
            + (first + (fast ? FIXED : seeds) - 1)
            + ", "
            + lasting.toHours()
            + " h each"
            + without.stream()
                .sorted()
                .map(each -> ", not: " + each.words())
                .collect(Collectors.joining()));
    out.flush();
    Campaign campaign = new Campaign(lasting, without);
    long began = clock.millis();
    campaign.run(all, lived -> progress(lived, worlds));
    double seconds = (clock.millis() - began) / 1e3;
    progress(0, 0);
    List<Simulation.Finding> findings = campaign.findings();
    summary(out, campaign, lasting, seconds);
    findings.forEach(each -> tell(out, each));
    out.println(
        findings.isEmpty()
            ? "No rule was broken."
            : "Rules were broken: " + fallen(campaign) + ".");
    return findings.isEmpty() ? Exit.OK : Exit.FAILED;
  }

  private static String fallen(Campaign campaign) {
    return campaign.fallen().entrySet().stream()
            .map(each -> each.getKey() + " in " + each.getValue())
            .collect(Collectors.joining(", "))
        + " of "
        + campaign.worlds()
        + " worlds";
  }

  /** The words of the assumptions. */
  static final class Assumed implements ITypeConverter<Assumption>, Iterable<String> {
    @Override
    public Assumption convert(String word) {
      return Assumption.of(word)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + word + "' is none of " + String.join(", ", this)));
    }

    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Assumption.values()).map(Assumption::word).iterator();
    }
  }

  private int judgeAgain(PrintWriter out, Path file) {
    IncidentTape tape;
    try {
      tape = IncidentTape.read(file);
    } catch (IOException e) {
      spec.commandLine().getErr().println("piha: " + e.getMessage());
      return Exit.CONFIG;
    }
    Replay replay;
    try {
      replay = Replay.of(tape);
    } catch (RuntimeException e) {
      // The arbiter trusts its own state; one that somebody wrote by hand may be none.
      spec.commandLine().getErr().println("piha: " + file + " cannot be judged again: " + e);
      return Exit.CONFIG;
    }
    out.println("Incident " + tape.incident() + " of " + tape.service() + ", judged again:");
    replay.transcript().forEach(each -> out.println("  " + each));
    replay.broken().forEach(each -> out.println("BROKEN " + each));
    replay.differs().ifPresent(each -> out.println("OTHERWISE " + each));
    out.println(
        replay.isSame()
            ? "Decided as then, " + tape.records().size() + " records; no rule was broken."
            : "Not as then.");
    return replay.isSame() ? Exit.OK : Exit.FAILED;
  }

  /** On a terminal only: a line that rewrites itself; nothing to do clears it. */
  private static synchronized void progress(long lived, long worlds) {
    if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
      return;
    }
    if (worlds == 0) {
      System.err.print("\r" + " ".repeat(BAR + 30) + "\r");
    } else {
      int done = (int) (lived * BAR / worlds);
      System.err.print(
          "\r[" + "#".repeat(done) + ".".repeat(BAR - done) + "] " + lived + " of " + worlds);
    }
    System.err.flush();
  }

  private static void summary(
      PrintWriter out, Campaign campaign, Duration lasting, double seconds) {
    Coverage tried = campaign.coverage();
    double simulated = campaign.worlds() * (double) lasting.toHours();
    out.printf(
        Locale.ROOT,
        "%d worlds, %,.0f simulated hours in %.1f s (%,.0f hours a second); %,d h of them quiet and"
            + " left out%n",
        campaign.worlds(),
        simulated,
        seconds,
        simulated / Math.max(seconds, 0.001),
        tried.skippedMs() / 3_600_000);
    out.printf(
        Locale.ROOT,
        "%,d decisions, %,d automatic promotions, %,d power cuts, %d pairs of phase and signal%n",
        tried.decisions(),
        tried.failovers(),
        tried.cuts(),
        tried.pairs().size());
    out.printf(
        Locale.ROOT,
        "two control planes in one world of eight: the lease was taken %,d times, %,d of them by"
            + " the other one%n",
        tried.terms(),
        tried.takeovers());
    out.println("faults injected:");
    out.println(table(tried.faults()));
    out.println("records written:");
    out.println(
        table(
            tried.kinds().entrySet().stream()
                .collect(Collectors.toMap(e -> e.getKey().word(), Map.Entry::getValue))));
  }

  private static String table(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(each -> String.format(Locale.ROOT, "  %-34s %,10d", each.getKey(), each.getValue()))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static void tell(PrintWriter out, Simulation.Finding finding) {
    Rule rule = finding.violation().breach().rule();
    out.println();
    out.println("BROKEN " + rule + ": " + rule.words());
    out.println("  seed " + finding.seed() + ", after " + finding.violation().at());
    out.println("  " + finding.violation().breach().why());
    out.println("What went wrong in that world:");
    finding.mishaps().forEach(each -> out.println("  " + each));
    out.println("What was decided:");
    finding.transcript().forEach(each -> out.println("  " + each));
  }
}
