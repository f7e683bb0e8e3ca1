package io.piha.cli;

import io.piha.arbiter.Command;
import io.piha.arbiter.Request;
import picocli.CommandLine.Option;

/** {@code piha sync}. */
@picocli.CommandLine.Command(
    name = "sync",
    mixinStandardHelpOptions = true,
    description = {
      "Run the Git mirror job now: release to the standby what has stood its observation window.",
      "--force takes the newest commit, however short it has stood, and accepts a rewritten"
          + " source;",
      "it never passes a freeze, an invalid commit or a step off the line of the source (S6, S17).",
      "--override-incident passes an open incident and a primary that does not lead."
    })
final class SyncCommand extends ActingCommand {

  @Option(names = "--override-incident", description = "Pass an open incident (S17).")
  boolean overrideIncident;

  @Option(names = "--rollback", description = "Take the last release back on the standby.")
  boolean rollback;

  @Override
  boolean overrideIncident() {
    return overrideIncident;
  }

  @Override
  String subject() {
    return rollback ? Request.ROLLBACK : "";
  }

  @Override
  Command command() {
    return Command.SYNC;
  }
}
