package io.piha.cli;

import io.piha.arbiter.Command;
import picocli.CommandLine.Parameters;

/** {@code piha reinstall}. */
@picocli.CommandLine.Command(
    name = "reinstall",
    mixinStandardHelpOptions = true,
    description = {
      "Wipe HOST and set it up anew by the command configured for it, once.",
      "Never a host that leads, is about to, or says that it does; one at a time.",
      "--force passes a missing or old snapshot, and a service that nobody leads."
    })
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
