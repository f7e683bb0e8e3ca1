package io.piha.cli;

import io.piha.engine.EngineClock;
import io.piha.site.Site;
import io.piha.systemd.Notifier;
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
    Optional<Site> site = piha.site();
    if (site.isEmpty()) {
      return Exit.CONFIG;
    }
    try (Notifier manager = Notifier.of(piha.environment(), ProcessHandle.current().pid());
        Supervision supervision =
            Supervision.take(
                site.get(),
                file,
                piha.environment(),
                line -> say(line, manager),
                new ServicePulse(manager, new EngineClock()))) {
      Runtime.getRuntime().addShutdownHook(new Thread(supervision::endAndWait, "shutdown"));
      supervision.run();
    }
    return Exit.OK;
  }

  private void say(String line, Notifier manager) {
    piha.out().println(line);
    piha.out().flush();
    manager.status(line.replaceFirst("^piha: ", ""));
  }
}
