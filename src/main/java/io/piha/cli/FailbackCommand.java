package io.piha.cli;

import io.piha.arbiter.Command;

/** {@code piha failback}. */
@picocli.CommandLine.Command(
    name = "failback",
    mixinStandardHelpOptions = true,
    description = {
      "Return the leadership to the primary, guided.",
      "--force passes the unacknowledged incident; the primary must answer its probes all the same."
    })
final class FailbackCommand extends ActingCommand {

  @Override
  Command command() {
    return Command.FAILBACK;
  }
}
