package io.piha.cli;

import io.piha.arbiter.Command;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code piha freeze}. */
@picocli.CommandLine.Command(
    name = "freeze",
    mixinStandardHelpOptions = true,
    description = {"Set standby_sync_freeze: nothing is promoted by itself and nothing is synced."})
final class FreezeCommand extends ActingCommand {

  @Option(names = "--until", paramLabel = "DURATION", description = "Thaw by itself after this.")
  @Nullable String until;

  @Override
  Optional<String> until() {
    return Optional.ofNullable(until);
  }

  @Override
  Command command() {
    return Command.FREEZE;
  }
}
