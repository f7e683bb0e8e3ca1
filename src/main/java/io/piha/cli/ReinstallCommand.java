package io.piha.cli;

import io.piha.arbiter.Command;
import picocli.CommandLine.Parameters;

/** {@code piha reinstall}. */
@picocli.CommandLine.Command(
    name = "reinstall",
    mixinStandardHelpOptions = true,
    description = {"Reinstall HOST; never the leader. Not part of this version: it is refused."})
final class ReinstallCommand extends ActingCommand {

  @Parameters(paramLabel = "HOST", description = "The host meant.")
  String host = "";

  @Override
  Command command() {
    return Command.REINSTALL;
  }

  @Override
  String host() {
    return host;
  }
}
