package io.piha.cli;

import io.piha.arbiter.Command;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code piha snapshot}, {@code snapshot list} and {@code snapshot restore}. */
@picocli.CommandLine.Command(
    name = "snapshot",
    mixinStandardHelpOptions = true,
    modelTransformer = SnapshotCommand.ReasonLater.class,
    subcommands = {SnapshotListCommand.class, SnapshotRestoreCommand.class},
    description = {
      "Pull a configuration snapshot of HOST now; without one, of the host that leads.",
      "It is read back whole, and only then kept; old ones go as `keep` and `keep_for` say.",
      "--force passes nothing here."
    })
final class SnapshotCommand extends ActingCommand {

  @Parameters(
      paramLabel = "HOST",
      arity = "0..1",
      description = "The host meant. Default: the leader.")
  String host = "";

  @Override
  Command command() {
    return Command.SNAPSHOT;
  }

  @Override
  String host() {
    return host;
  }

  @Override
  public Integer call() throws Exception {
    if (reason.isEmpty()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "Missing required option: '--reason=TEXT'");
    }
    return super.call();
  }

  /** A reason is needed for pulling one, and would otherwise be asked for by the list too. */
  static final class ReasonLater implements CommandLine.IModelTransformer {
    @Override
    public CommandLine.Model.CommandSpec transform(CommandLine.Model.CommandSpec spec) {
      CommandLine.Model.OptionSpec asked = spec.findOption("--reason");
      spec.remove(asked);
      return spec.addOption(asked.toBuilder().required(false).build());
    }
  }
}
