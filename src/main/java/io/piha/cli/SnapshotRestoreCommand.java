package io.piha.cli;

import io.piha.arbiter.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code piha snapshot restore}. */
@picocli.CommandLine.Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Restore the snapshot ID to HOST, once.",
      "Never to a host that leads, is about to, or says that it does; one at a time.",
      "--force passes a snapshot that is not verified, a Core that still runs where files are put"
          + " under it, and a service that nobody leads."
    })
final class SnapshotRestoreCommand extends ActingCommand {

  @Parameters(paramLabel = "ID", description = "As `piha snapshot list` shows it.")
  String id = "";

  @Option(names = "--to", paramLabel = "HOST", required = true, description = "The host meant.")
  String host = "";

  @Override
  Command command() {
    return Command.RESTORE;
  }

  @Override
  String host() {
    return host;
  }

  @Override
  String subject() {
    return id;
  }
}
