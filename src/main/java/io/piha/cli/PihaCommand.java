package io.piha.cli;

import io.piha.site.Site;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code piha}: alone it opens the console, or the demo where there is no configuration. */
@Command(
    name = "piha",
    mixinStandardHelpOptions = true,
    versionProvider = PihaCommand.Versions.class,
    description = "High-availability control plane and operator console for Home Assistant.",
    subcommands = {
      ConsoleCommand.class,
      EngineCommand.class,
      DemoCommand.class,
      CheckCommand.class,
      StatusCommand.class,
      AuditCommand.class,
      ReportCommand.class,
      AlertCommand.class,
      PromoteCommand.class,
      DemoteCommand.class,
      ResetCommand.class,
      ReinstallCommand.class,
      FreezeCommand.class,
      ThawCommand.class,
      FailbackCommand.class,
      AckCommand.class,
      HandoverCommand.class,
      OperatorCommand.class,
      SyncCommand.class,
      SnapshotCommand.class,
      DrillCommand.class,
      SimulateCommand.class,
      ManualCommand.class
    })
final class PihaCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = CommandLine.ScopeType.INHERIT,
      description =
          "The configuration. Without it: $PIHA_CONFIG, ./piha.yaml, /etc/piha-control/piha.yaml.")
  @Nullable Path config;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    return new ConsoleRun(this).run();
  }

  Optional<Path> configFile() {
    return ConfigFile.find(Optional.ofNullable(config), environment());
  }

  /** The configuration's file; empty when there is none, which was said then. */
  Optional<Path> namedFile() {
    Optional<Path> file = configFile();
    if (file.isEmpty()) {
      err().println("piha: no configuration found; name one with --config FILE");
    }
    return file;
  }

  /** The configured site; empty when there is none, or a wrong one, which was said then. */
  Optional<Site> site() {
    return namedFile().flatMap(file -> ConfigFile.load(file, environment(), err()));
  }

  Map<String, String> environment() {
    return System.getenv();
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** The program's version. */
  static final class Versions implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"piha " + Version.text()};
    }
  }
}
