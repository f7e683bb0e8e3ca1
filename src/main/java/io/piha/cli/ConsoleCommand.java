package io.piha.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code piha console}. */
@Command(
    name = "console",
    mixinStandardHelpOptions = true,
    description = {
      "Open the console with the engine inside.",
      "Without a configuration it offers the demo, or a guided set-up that writes one."
    })
final class ConsoleCommand implements Callable<Integer> {

  @ParentCommand PihaCommand piha = new PihaCommand();

  @Override
  public Integer call() throws Exception {
    return new ConsoleRun(piha).run();
  }
}
