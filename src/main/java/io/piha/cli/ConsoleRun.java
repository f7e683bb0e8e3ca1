package io.piha.cli;

import io.piha.arbiter.Request;
import io.piha.console.Console;
import io.piha.console.ConsoleSettings;
import io.piha.console.frame.Ending;
import io.piha.console.kit.Asker;
import io.piha.console.kit.ConfigDesk;
import io.piha.console.kit.FolderArchive;
import io.piha.console.kit.Foretold;
import io.piha.console.kit.Supposition;
import io.piha.console.setup.Choice;
import io.piha.console.setup.SetupModel;
import io.piha.engine.Engine;
import io.piha.setup.Place;
import io.piha.site.Lease;
import io.piha.site.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Opens the console over a configured site, or over the demo where none is configured. */
final class ConsoleRun {

  private final PihaCommand piha;

  ConsoleRun(PihaCommand piha) {
    this.piha = piha;
  }

  int run() throws Exception {
    Optional<Path> file = piha.configFile();
    if (file.isEmpty()) {
      return firstRun();
    }
    return over(file);
  }

  /** Nobody has told yet what to supervise. */
  private int firstRun() throws Exception {
    if (!Display.isThere()) {
      piha.out().println("No configuration found: opening the demonstration house instead.");
      return demo();
    }
    piha.out().println("No configuration found: choose between the demonstration and a set-up.");
    piha.out().flush();
    var surroundings =
        new SetupModel.Surroundings(
            Place.proposed(Path.of("")),
            piha.environment(),
            System.getProperty("user.name", "operator"));
    return switch (Console.welcome(surroundings, new NetSetupDesk())) {
      case Choice.Demo _ -> demo();
      case Choice.Site(Path file) -> over(Optional.of(file));
      case Choice.Nothing _ -> Exit.OK;
    };
  }

  private int demo() throws Exception {
    DemoCommand demo = new DemoCommand();
    demo.piha = piha;
    demo.speed = 10;
    return demo.call();
  }

  private int over(Optional<Path> file) throws Exception {
    if (!Display.isThere()) {
      piha.err().println("piha: no display here; use piha engine to supervise without a window");
      return Exit.FAILED;
    }
    Optional<Site> site = ConfigFile.load(file.orElseThrow(), piha.environment(), piha.err());
    if (site.isEmpty()) {
      return Exit.CONFIG;
    }
    if (Observing.isHere(site.get())) {
      return observe(site.get());
    }
    try (Supervision supervision =
        Supervision.take(site.get(), file, piha.environment(), piha.out()::println)) {
      Optional<Tenure> tenure = tenure(site.get(), supervision);
      if (tenure.isEmpty()) {
        return observe(site.get());
      }
      ControlPlane control = supervision.activate(tenure.get());
      Ending ending =
          open(
              control,
              settings(site.get()),
              new FileConfigDesk(file.get(), piha.environment()),
              Optional.empty());
      if (ending == Ending.GO_ON) {
        goOn(supervision, control);
      }
    }
    return Exit.OK;
  }

  /** By what right the engine of this window acts; empty when another one does. */
  private Optional<Tenure> tenure(Site site, Supervision supervision)
      throws IOException, InterruptedException {
    return switch (site.lease()) {
      case Lease.Local _ ->
          Observing.anotherIsActive(site, supervision::isFormerLife, piha.out()::println)
              ? Optional.empty()
              : Optional.of(Tenure.LOCAL);
      case Lease.Etcd etcd ->
          LeaseCheck.isAnothers(site, etcd, supervision.id())
              ? Optional.empty()
              : supervision.leaseWithin(etcd.ttl().multipliedBy(2));
    };
  }

  private ConsoleSettings settings(Site site) {
    return ConsoleSettings.of(site.name(), false, false, true, piha.environment());
  }

  private int observe(Site site) throws InterruptedException {
    piha.out().println("piha: another control plane decides; this window observes it");
    piha.out().flush();
    try (Observing observing = new Observing(site)) {
      var settings = ConsoleSettings.of(site.name(), false, true, false, piha.environment());
      var _ =
          Console.open(
              settings,
              observing.source(),
              observing.asker(settings.operator()),
              observing.archive());
    }
    return Exit.OK;
  }

  /** The window is gone and the engine is not, until it is told to stop or another takes over. */
  private void goOn(Supervision supervision, ControlPlane control) throws InterruptedException {
    piha.out().println("piha: the window is closed, supervision goes on; end it with SIGTERM");
    piha.out().flush();
    Runtime.getRuntime().addShutdownHook(new Thread(control::stop, "shutdown"));
    control.awaitEnd();
    supervision.end();
  }

  static Ending open(
      ControlPlane control, ConsoleSettings settings, ConfigDesk config, Optional<Duration> atMost)
      throws InterruptedException {
    Engine engine = control.engine();
    Asker asker = asker(control);
    atMost.ifPresent(
        time ->
            CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> System.exit(Exit.OK)));
    try (FolderArchive archive = control.archive(config)) {
      return Console.open(settings, engine::subscribe, asker, archive);
    }
  }

  /** How a window asks the engine beside it. */
  static Asker asker(ControlPlane control) {
    WhatIf whatIf = new WhatIf(control.dryRuns);
    return new Asker() {
      @Override
      public CompletableFuture<Answer> ask(Request request) {
        return control
            .ask(request)
            .orTimeout(5, TimeUnit.SECONDS)
            .thenApply(each -> new Answer(each.accepted(), each.why(), each.again()));
      }

      @Override
      public CompletableFuture<Foretold> whatIf(String service, Supposition fault) {
        return whatIf.ask(service, fault);
      }
    };
  }
}
