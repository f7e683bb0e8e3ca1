package io.piha.cli;

import io.piha.arbiter.Command;
import picocli.CommandLine.Option;

/** {@code piha handover}. */
@picocli.CommandLine.Command(
    name = "handover",
    mixinStandardHelpOptions = true,
    description = {
      "Let another control plane that waits for the lease (arbiter.lease: etcd) take over now.",
      "Hosts notice nothing: books, epochs and the power guard's counts travel along.",
      "--force passes that a failover, a power cycle or a restore is under way."
    })
final class HandoverCommand extends ActingCommand {

  @Option(
      names = "--to",
      paramLabel = "ID",
      description = "The control plane that shall take over. Default: one that waits.")
  String to = "";

  @Override
  Command command() {
    return Command.HANDOVER;
  }

  @Override
  String host() {
    return to;
  }
}
