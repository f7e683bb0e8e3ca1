package io.piha.cli;

import io.piha.arbiter.SitePolicy;
import io.piha.drill.Check;
import io.piha.drill.DrillReport;
import io.piha.drill.DrillText;
import io.piha.drill.Rehearsal;
import io.piha.drill.Scenario;
import io.piha.drill.UsualHouse;
import io.piha.engine.Policies;
import io.piha.site.Site;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code piha drill run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Rehearse a scenario on the simulator, from the state and the configuration of today; with"
          + " --live, drill it on the real house.",
      "With a control plane running on this machine a rehearsal begins at its state of now, else at"
          + " a house of this configuration in which all is well; with no configuration at all, at"
          + " the usual house.",
      "A live drill is run by the control plane on this machine, which checks first whether it may"
          + " begin, announces it, and puts everything back, also when this command is ended. Exit"
          + " 0 when it passes, 1 when not, 4 when it may not begin."
    })
final class DrillRunCommand implements Callable<Integer> {

  @CommandLine.Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Parameters(paramLabel = "NAME", description = "As piha drill list names it.")
  String name = "";

  @Option(names = "--service", paramLabel = "NAME", description = "Default: the only one.")
  @Nullable String service;

  @Option(names = "--live", description = "On the real house. Asks first.")
  boolean live;

  @Option(
      names = "--step",
      description = "Live: wait for the return key before each step; type stop to end the drill.")
  boolean step;

  @Option(names = "--yes", description = "Live: do not ask.")
  boolean yes;

  @Option(
      names = "--cut-power",
      description = "Live: said a second time that the scenario may cut power by request.")
  boolean cutPower;

  @Override
  public Integer call() throws Exception {
    PihaCommand piha = (PihaCommand) spec.root().userObject();
    Optional<DrillSite> site = DrillSite.of(piha);
    if (site.isEmpty()) {
      return Exit.CONFIG;
    }
    Scenario scenario = site.get().scenario(spec, name);
    SitePolicy policy = site.get().site().map(Policies::of).orElseGet(UsualHouse::policy);
    String meant = meant(policy);
    Optional<DrillClient> client = DrillClient.connect(site.get().site().map(Site::dataDir));
    try {
      if (live) {
        return client.isPresent() ? live(piha, client.get(), scenario, meant) : nobody(piha);
      }
      return rehearse(piha, client, site.get(), scenario, policy, meant);
    } finally {
      if (client.isPresent()) {
        client.get().close();
      }
    }
  }

  private static int nobody(PihaCommand piha) {
    piha.err().println("piha: no control plane runs on this machine; a live drill needs one");
    return Exit.NOBODY;
  }

  // --- rehearsal ---

  private static int rehearse(
      PihaCommand piha,
      Optional<DrillClient> client,
      DrillSite site,
      Scenario scenario,
      SitePolicy policy,
      String meant)
      throws IOException {
    PrintWriter out = piha.out();
    Optional<DrillReport> report;
    String ground;
    if (client.isPresent()) {
      ground = "a simulated house that stands as yours does now";
      report = client.get().rehearse(scenario.name(), meant);
    } else {
      ground =
          site.site().isPresent()
              ? "a simulated house of this configuration in which all is well"
              : "the usual house, simulated: nothing is configured here";
      report = Rehearsal.ofHealthy(scenario, policy, meant, UsualHouse.BOOT).map(Rehearsal::report);
    }
    if (report.isEmpty()) {
      piha.err()
          .println(
              "piha: nobody leads "
                  + meant
                  + ", or nobody is fit to follow: there is nothing to rehearse");
      return Exit.FAILED;
    }
    out.println("REHEARSAL on " + ground + ". Nothing real is touched.");
    out.println(scenario.title() + " (" + scenario.name() + ", " + meant + ")");
    out.println();
    DrillText.of(report.get()).forEach(out::println);
    out.flush();
    return exit(report.get());
  }

  private static int exit(DrillReport report) {
    return report.passed() ? Exit.OK : Exit.FAILED;
  }

  // --- live ---

  private int live(PihaCommand piha, DrillClient client, Scenario scenario, String meant)
      throws IOException, InterruptedException {
    PrintWriter out = piha.out();
    Optional<Console> terminal = ActingCommand.terminal();
    if (terminal.isEmpty() && (step || !yes)) {
      piha.err().println("piha: no terminal to ask on; say --yes, and not --step");
      return Exit.USAGE;
    }
    out.println("LIVE DRILL: " + scenario.title() + " (" + scenario.name() + ", " + meant + ")");
    List<Check> checks = client.checks(scenario.name(), meant, step);
    for (Check each : checks) {
      out.println(
          (each.met() ? "  ok   " : "  NOT  ")
              + each.words()
              + (each.why().isEmpty() ? "" : ": " + each.why()));
    }
    out.flush();
    if (!checks.stream().allMatch(Check::met)) {
      piha.err().println("piha: it may not begin");
      return Exit.REFUSED;
    }
    if (!yes && !isYes(terminal, "This happens to the REAL house. Begin? [y/N] ")) {
      out.println("nothing was done");
      return Exit.OK;
    }
    boolean cuts = cutPower;
    if (scenario.cutsPower() && !cuts && terminal.isPresent()) {
      cuts = isYes(terminal, "It cuts the power of a host. Asked a second time: begin? [y/N] ");
    }
    DrillClient.Begun begun = client.start(scenario.name(), meant, step, cuts);
    if (!begun.accepted()) {
      piha.err().println("piha: it does not begin: " + begun.why());
      return Exit.REFUSED;
    }
    Optional<DrillReport> report =
        new DrillFollow(client, out, step ? terminal : Optional.empty()).until(begun.id());
    if (report.isEmpty()) {
      piha.err().println("piha: the control plane was lost; see piha audit --kind drill_done");
      return Exit.FAILED;
    }
    out.println();
    DrillText.summary(report.get()).forEach(out::println);
    out.flush();
    return exit(report.get());
  }

  private static boolean isYes(Optional<Console> terminal, String question) {
    String word = terminal.map(each -> each.readLine(question)).orElse("");
    return word.strip().equalsIgnoreCase("y");
  }

  private String meant(SitePolicy policy) {
    return Services.meant(
        spec,
        Optional.ofNullable(service),
        policy.services().stream().map(each -> each.service()).toList());
  }
}
