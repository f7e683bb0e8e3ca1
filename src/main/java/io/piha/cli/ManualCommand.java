package io.piha.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code piha manual}, for who makes a package: man pages and the completion of the shell, made
 * from the commands themselves, so that they cannot say anything else.
 */
@Command(
    name = "manual",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Write the man pages and the completion for bash into a folder.")
final class ManualCommand implements Callable<Integer> {

  @Option(names = "--to", paramLabel = "FOLDER", required = true, description = "Where to.")
  Path to = Path.of(".");

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    CommandLine piha = spec.root().commandLine();
    Path pages = Files.createDirectories(to.resolve("man1"));
    write(pages, piha);
    Files.writeString(to.resolve("piha.bash"), AutoComplete.bash("piha", piha));
    return Exit.OK;
  }

  private static void write(Path pages, CommandLine command) throws IOException {
    CommandSpec spec = command.getCommandSpec();
    if (spec.usageMessage().hidden()) {
      return;
    }
    Files.writeString(pages.resolve(ManPage.title(spec) + ".1"), ManPage.of(spec));
    for (CommandLine each : command.getSubcommands().values()) {
      write(pages, each);
    }
  }
}
