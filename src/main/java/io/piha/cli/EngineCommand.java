package io.piha.cli;

import io.piha.site.Site;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code piha engine}. */
@Command(
    name = "engine",
    mixinStandardHelpOptions = true,
    description = "Supervise without a window; stops cleanly on SIGTERM.")
final class EngineCommand implements Callable<Integer> {

  @ParentCommand PihaCommand piha = new PihaCommand();

  @Override
  public Integer call() throws Exception {
    Optional<Path> file = piha.configFile();
    if (file.isEmpty()) {
      piha.err().println("piha: no configuration found; name one with --config FILE");
      return Exit.CONFIG;
    }
    Optional<Site> site = ConfigFile.load(file.get(), piha.environment(), piha.err());
    if (site.isEmpty()) {
      return Exit.CONFIG;
    }
    try (Supervision supervision =
        Supervision.take(site.get(), file, piha.environment(), piha.out()::println)) {
      Runtime.getRuntime().addShutdownHook(new Thread(supervision::endAndWait, "shutdown"));
      supervision.run();
    }
    return Exit.OK;
  }
}
