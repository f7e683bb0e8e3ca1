package io.piha.cli;

import io.piha.arbiter.Command;

/** {@code piha ack}. */
@picocli.CommandLine.Command(
    name = "ack",
    mixinStandardHelpOptions = true,
    description = {
      "Acknowledge the open incidents of the service; automatic promotions count anew."
    })
final class AckCommand extends ActingCommand {

  @Override
  Command command() {
    return Command.ACK;
  }
}
