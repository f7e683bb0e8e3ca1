package io.piha.cli;

import io.piha.arbiter.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code piha reset}. */
@picocli.CommandLine.Command(
    name = "reset",
    mixinStandardHelpOptions = true,
    description = {
      "Cycle the power of HOST; a port that is held off is switched on.",
      "--override-guard passes the guard's minimum interval (S4). --force passes nothing here."
    })
final class ResetCommand extends ActingCommand {

  @Parameters(paramLabel = "HOST", description = "The host meant.")
  String host = "";

  @Option(names = "--override-guard", description = "Pass the guard's minimum interval (S4).")
  boolean overrideGuard;

  @Override
  boolean overrideGuard() {
    return overrideGuard;
  }

  @Override
  Command command() {
    return Command.RESET;
  }

  @Override
  String host() {
    return host;
  }
}
