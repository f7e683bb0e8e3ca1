package io.piha.cli;

import io.piha.arbiter.Command;
import picocli.CommandLine.Parameters;

/** {@code piha promote}. */
@picocli.CommandLine.Command(
    name = "promote",
    mixinStandardHelpOptions = true,
    description = {
      "Make HOST the leader: the living leader is ordered to demote first, a silent one is fenced.",
      "--force passes the fence (S3), the fitness of HOST (S7) and an announced absence (S22)."
    })
final class PromoteCommand extends ActingCommand {

  @Parameters(paramLabel = "HOST", description = "The host meant.")
  String host = "";

  @Override
  Command command() {
    return Command.PROMOTE;
  }

  @Override
  String host() {
    return host;
  }
}
