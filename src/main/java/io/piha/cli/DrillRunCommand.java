package io.piha.cli;

import io.piha.arbiter.SitePolicy;
import io.piha.drill.DrillReport;
import io.piha.drill.DrillText;
import io.piha.drill.Rehearsal;
import io.piha.drill.Scenario;
import io.piha.drill.UsualHouse;
import io.piha.engine.Policies;
import java.io.PrintWriter;
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
      "Rehearse a scenario on the simulator, from the state and the configuration of today.",
      "With a control plane running on this machine the rehearsal begins at its state of now, else"
          + " at a house of this configuration in which all is well; with no configuration at all,"
          + " at the usual house. Exit 0 when it passes, 1 when not."
    })
final class DrillRunCommand implements Callable<Integer> {

  @CommandLine.Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Parameters(paramLabel = "NAME", description = "As piha drill list names it.")
  String name = "";

  @Option(names = "--service", paramLabel = "NAME", description = "Default: the only one.")
  @Nullable String service;

  @Override
  public Integer call() throws Exception {
    PihaCommand piha = (PihaCommand) spec.root().userObject();
    Optional<DrillSite> site = DrillSite.of(piha);
    if (site.isEmpty()) {
      return Exit.CONFIG;
    }
    Scenario scenario = site.get().scenario(spec, name);
    return rehearse(piha.out(), piha.err(), site.get(), scenario);
  }

  private int rehearse(PrintWriter out, PrintWriter err, DrillSite site, Scenario scenario) {
    SitePolicy policy = site.site().map(Policies::of).orElseGet(UsualHouse::policy);
    String meant = meant(policy);
    Optional<Rehearsal> rehearsal = Rehearsal.ofHealthy(scenario, policy, meant, UsualHouse.BOOT);
    String ground =
        site.site().isPresent()
            ? "a simulated house of this configuration in which all is well"
            : "the usual house, simulated: nothing is configured here";
    if (rehearsal.isEmpty()) {
      err.println(
          "piha: " + meant + " has no standby that could follow; there is nothing to drill");
      return Exit.FAILED;
    }
    out.println("REHEARSAL on " + ground + ". Nothing real is touched.");
    return tell(out, scenario, rehearsal.get().report());
  }

  static int tell(PrintWriter out, Scenario scenario, DrillReport report) {
    out.println(scenario.title() + " (" + scenario.name() + ", " + report.service() + ")");
    out.println();
    DrillText.of(report).forEach(out::println);
    out.flush();
    return report.verdict() == DrillReport.Verdict.PASSED ? Exit.OK : Exit.FAILED;
  }

  private String meant(SitePolicy policy) {
    return Services.meant(
        spec,
        Optional.ofNullable(service),
        policy.services().stream().map(s -> s.service()).toList());
  }
}
