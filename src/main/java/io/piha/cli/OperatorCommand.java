package io.piha.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** {@code piha operator}. */
@Command(
    name = "operator",
    mixinStandardHelpOptions = true,
    subcommands = OperatorAddCommand.class,
    description = "Who may ask over MQTT.")
final class OperatorCommand implements Callable<Integer> {

  @Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return Exit.USAGE;
  }
}
