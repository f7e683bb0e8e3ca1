package io.piha.cli;

import io.piha.console.ConsoleSettings;
import io.piha.demo.DemoEstate;
import io.piha.demo.DemoStory;
import io.piha.demo.StoryVerdict;
import io.piha.drill.Scenarios;
import io.piha.engine.EngineClock;
import io.piha.site.Durations;
import io.piha.site.Loaded;
import io.piha.site.Site;
import io.piha.site.SiteLoader;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code piha demo}: a whole simulated estate in one process, with the real engine on top. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Show a failover on a simulated house: an MQTT broker, two hosts and a PoE switch, all over"
          + " real sockets on loopback, supervised by the real engine. Nothing outside a temporary"
          + " folder is touched.",
      "Headless it exits 0 only when every step was observed on the wire."
    })
final class DemoCommand implements Callable<Integer> {

  @ParentCommand PihaCommand piha = new PihaCommand();

  @Option(names = "--headless", description = "Tell the story in the terminal, without a window.")
  boolean headless;

  @Option(
      names = "--speed",
      paramLabel = "X",
      defaultValue = "10",
      description = "Shorten every duration by this factor (default: ${DEFAULT-VALUE}).")
  double speed;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "How long, e.g. 60s. Headless, without it: until the story is told.")
  @Nullable String lasting;

  @Option(
      names = "--drill",
      paramLabel = "NAME",
      description =
          "Play this scenario live on the simulated house, in the terminal, instead of the story;"
              + " piha drill list names them. Exit 0 when it passes and the house is as before.")
  @Nullable String drill;

  @CommandLine.Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (!(speed > 0 && speed <= 1000)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--speed must be above 0 and at most 1000");
    }
    Optional<Duration> atMost = Optional.empty();
    if (lasting != null) {
      atMost = Durations.parse(lasting);
      if (atMost.isEmpty()) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "--for wants a duration such as 60s or 5m, not " + lasting);
      }
    }
    if (drill != null) {
      return new DemoDrill(piha.out(), speed).play(drill);
    }
    boolean window = !headless && Display.isThere();
    if (!headless && !window) {
      piha.out().println("No display here: the demo is told in the terminal.");
    }
    return window ? inWindow(atMost) : inTerminal(atMost);
  }

  private int inTerminal(Optional<Duration> atMost) throws Exception {
    EngineClock clock = new EngineClock();
    Instant began = clock.instant();
    try (DemoEstate estate = DemoEstate.start(speed, Clock.systemUTC());
        Supervision supervision = supervise(estate, this::println)) {
      supervision.activate();
      piha.out().flush();
      DemoStory story = new DemoStory(estate, line -> println(line));
      StoryVerdict verdict = story.tell(atMost.orElse(story.expected().multipliedBy(3)));
      println(verdict.words());
      Duration spent = Duration.between(began, clock.instant());
      long left = atMost.orElse(Duration.ZERO).minus(spent).toNanos();
      if (verdict.complete() && left > 0) {
        println("The house runs on; the demo ends in " + left / 1_000_000_000 + " s.");
        Thread.sleep(left / 1_000_000);
      }
      return verdict.complete() ? Exit.OK : Exit.FAILED;
    }
  }

  private int inWindow(Optional<Duration> atMost) throws Exception {
    try (DemoEstate estate = DemoEstate.start(speed, Clock.systemUTC());
        Supervision supervision = supervise(estate, this::println)) {
      ControlPlane control = supervision.activate();
      DemoStory story = new DemoStory(estate, line -> println(line));
      Thread telling =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      story.keepTelling();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    } catch (IOException e) {
                      println("the story ended: " + e.getMessage());
                    }
                  });
      ConsoleRun.open(
          control,
          ConsoleSettings.of("demonstration house", true, false, false, piha.environment()),
          new FixedConfigDesk(estate.configText(), estate.folder()),
          atMost);
      telling.interrupt();
      telling.join(Duration.ofSeconds(5));
      return Exit.OK;
    }
  }

  private static Supervision supervise(DemoEstate estate, Consumer<String> say) throws IOException {
    return supervise(estate, say, new DemoActor(estate));
  }

  /** The real engine over that estate, with somebody who does harm to it. */
  static Supervision supervise(DemoEstate estate, Consumer<String> say, DemoActor actor)
      throws IOException {
    Loaded loaded = SiteLoader.loadText("demo", estate.configText(), estate.folder(), Map.of());
    Site site =
        switch (loaded) {
          case Loaded.Valid valid -> valid.site();
          case Loaded.Invalid invalid ->
              throw new IOException("the demo's configuration is wrong: " + invalid.findings());
        };
    DrillHouse house =
        new DrillHouse(Scenarios::builtIn, actor, Optional.of(estate.timings().bootTime()));
    return Supervision.take(site, Optional.empty(), Map.of(), say, Pulse.NONE, house);
  }

  private void println(String line) {
    piha.out().println(line);
    piha.out().flush();
  }
}
