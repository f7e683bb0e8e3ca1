package io.piha.cli;

import io.piha.arbiter.Command;

/** {@code piha thaw}. */
@picocli.CommandLine.Command(
    name = "thaw",
    mixinStandardHelpOptions = true,
    description = {"Clear standby_sync_freeze."})
final class ThawCommand extends ActingCommand {

  @Override
  Command command() {
    return Command.THAW;
  }
}
