package io.piha.cli;

import io.piha.drill.Scenario;
import io.piha.drill.Step;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code piha drill show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show a scenario: what it teaches, its steps and their bounds, and the way back.")
final class DrillShowCommand implements Callable<Integer> {

  @CommandLine.Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Parameters(paramLabel = "NAME", description = "As piha drill list names it.")
  String name = "";

  @Override
  public Integer call() throws Exception {
    PihaCommand piha = (PihaCommand) spec.root().userObject();
    Optional<DrillSite> site = DrillSite.of(piha);
    if (site.isEmpty()) {
      return Exit.CONFIG;
    }
    Scenario scenario = site.get().scenario(spec, name);
    PrintWriter out = piha.out();
    out.println(scenario.title());
    out.println();
    out.println(scenario.teaches());
    out.println();
    int number = 1;
    for (Step each : scenario.steps()) {
      String bound =
          switch (each) {
            case Step.Expect expect -> "  (within " + expect.within().text() + ")";
            case Step.Nothing nothing -> "  (for " + nothing.lasting().text() + ")";
            case Step.Do _, Step.Mend _, Step.Ask _ -> "";
          };
      out.printf("%3d. %s%s%n", number++, plainly(each.words()), bound);
      if (each instanceof Step.Do harm && !harm.byHand().isEmpty()) {
        String how = harm.command().isEmpty() ? harm.byHand() : String.join(" ", harm.command());
        out.println("     live: " + plainly(how));
      }
    }
    out.println();
    out.println("The way back: " + scenario.back());
    out.println(
        "Spends at most "
            + scenario.cycles()
            + " power cycles and "
            + scenario.failovers()
            + " promotions of the day's budget.");
    return Exit.OK;
  }

  /** Nobody plays a part yet. */
  private static String plainly(String words) {
    return words.replace("{leader}", "the leader").replace("{standby}", "the standby");
  }
}
