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
      "A backup of Core: to a Core that says that it does not lead, or to a system that nobody has"
          + " set up yet. Files: only under a Core that is stopped or fenced. A Git bundle: into a"
          + " repository that lacks what is in it.",
      "--force passes a service that nobody leads, and nothing else."
    })
final class SnapshotRestoreCommand extends ActingCommand {

  @Parameters(paramLabel = "ID", description = "As `piha snapshot list` shows it.")
  String id = "";

  @Option(names = "--to", paramLabel = "HOST", required = true, description = "The host meant.")
  String host = "";

  @Option(
      names = "--unverified",
      description = "Restore it although nothing proves that it is whole. Say why in --reason.")
  boolean unverified;

  @Override
  boolean overrideGuard() {
    return unverified;
  }

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
