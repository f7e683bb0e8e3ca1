package io.piha.cli;

import io.piha.drill.Scenario;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code piha drill list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description =
        "List the scenarios: the built-in ones, and those in drills/ beside the configuration.")
final class DrillListCommand implements Callable<Integer> {

  @CommandLine.Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PihaCommand piha = (PihaCommand) spec.root().userObject();
    Optional<DrillSite> site = DrillSite.of(piha);
    if (site.isEmpty()) {
      return Exit.CONFIG;
    }
    for (Scenario each : site.get().scenarios().all()) {
      String own = each.isBuiltIn() ? "" : "  (" + each.origin() + ")";
      piha.out().printf("%-20s %s%s%n", each.name(), each.title(), own);
    }
    return site.get().scenarios().findings().isEmpty() ? Exit.OK : Exit.CONFIG;
  }
}
