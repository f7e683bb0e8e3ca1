package io.piha.cli;

import io.piha.arbiter.Command;
import picocli.CommandLine.Parameters;

/** {@code piha demote}. */
@picocli.CommandLine.Command(
    name = "demote",
    mixinStandardHelpOptions = true,
    description = {
      "Take the leadership from HOST; of a leading standby this is a failback.",
      "--force passes what it passes for failback."
    })
final class DemoteCommand extends ActingCommand {

  @Parameters(paramLabel = "HOST", description = "The host meant.")
  String host = "";

  @Override
  Command command() {
    return Command.DEMOTE;
  }

  @Override
  String host() {
    return host;
  }
}
