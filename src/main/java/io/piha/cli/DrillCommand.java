package io.piha.cli;

import picocli.CommandLine.Command;

/** {@code piha drill}: list, show and run failover drills. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Rehearse a failover, or drill it live.",
      "A rehearsal lives through a scenario on a simulated house that stands as yours does now;"
          + " nothing is touched. A live drill does it on the real one, and puts everything back."
    },
    subcommands = {
      DrillListCommand.class,
      DrillShowCommand.class,
      DrillRunCommand.class,
      DrillHistoryCommand.class,
      DrillReportCommand.class
    })
final class DrillCommand {}
