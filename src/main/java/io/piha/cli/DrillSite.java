package io.piha.cli;

import io.piha.drill.Scenario;
import io.piha.drill.Scenarios;
import io.piha.site.Finding;
import io.piha.site.Site;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;

/**
 * What the drill commands work on: a configured site with the scenarios beside its file, or none
 * and the built-in ones.
 *
 * @param site empty where nothing is configured
 */
record DrillSite(Optional<Site> site, Scenarios scenarios) {

  /** Reads it; empty when the configuration is wrong, which was said then. */
  static Optional<DrillSite> of(PihaCommand piha) throws Exception {
    Optional<Path> file = piha.configFile();
    if (file.isEmpty()) {
      return Optional.of(new DrillSite(Optional.empty(), Scenarios.builtIn()));
    }
    Optional<Site> site = piha.site();
    if (site.isEmpty()) {
      return Optional.empty();
    }
    Scenarios scenarios = Scenarios.with(folder(file.get()));
    for (Finding each : scenarios.findings()) {
      piha.err().println(each);
    }
    return Optional.of(new DrillSite(site, scenarios));
  }

  /** Where the scenarios of a configuration lie. */
  static Path folder(Path config) {
    return config.toAbsolutePath().resolveSibling(Scenarios.FOLDER);
  }

  /** The scenario of that name, or a usage error that names those there are. */
  Scenario scenario(CommandLine.Model.CommandSpec spec, String name) {
    return scenarios
        .named(name)
        .orElseThrow(
            () ->
                new CommandLine.ParameterException(
                    spec.commandLine(),
                    "there is no scenario "
                        + name
                        + "; there are "
                        + String.join(
                            ", ", scenarios.all().stream().map(Scenario::name).toList())));
  }
}
