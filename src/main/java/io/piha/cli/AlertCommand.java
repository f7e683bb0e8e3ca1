package io.piha.cli;

import io.piha.alert.AlertTest;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.journal.JournalFailed;
import io.piha.journal.Outbox;
import io.piha.site.Durations;
import io.piha.site.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code piha alert test}, {@code alert silence} and {@code alert speak}. */
@Command(
    name = "alert",
    mixinStandardHelpOptions = true,
    description = "Try the ways on which people are told, or ask for silence.")
final class AlertCommand implements Callable<Integer> {

  @ParentCommand PihaCommand piha = new PihaCommand();

  @CommandLine.Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say what: alert test, alert silence DURATION, alert speak");
  }

  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = {
        "Send a test message to every channel now and say what each answered.",
        "Needs no running engine. Exit 1 when one does not take it."
      })
  int test() throws Exception {
    Optional<Site> site = piha.site();
    if (site.isEmpty()) {
      return Exit.CONFIG;
    }
    if (site.get().alerts().isEmpty()) {
      piha.err().println("piha: the configuration names no way to tell anybody: add alerts");
      return Exit.FAILED;
    }
    EngineClock clock = new EngineClock();
    String id = "test-" + Long.toString(clock.wall().toEpochMilli(), 36);
    int failures = 0;
    try (NameLookup names = new NameLookup()) {
      for (AlertTest.Result each : AlertTest.run(site.get(), names, id, user(), clock::wall)) {
        failures += each.trouble().isPresent() ? 1 : 0;
        piha.out()
            .println(
                each.trouble()
                    .map(why -> "failed: " + each.channel() + ": " + why)
                    .orElse("sent: " + each.channel()));
      }
    }
    return failures == 0 ? Exit.OK : Exit.FAILED;
  }

  @Command(
      name = "silence",
      mixinStandardHelpOptions = true,
      description = {
        "Hold back what is not critical for some time, while you work on the house.",
        "What was held back comes as one message afterwards. A house without a leader is told"
            + " all the same."
      })
  int silence(
      @Parameters(paramLabel = "DURATION", description = "E.g. 2h.") String lasting,
      @Option(names = "--reason", paramLabel = "TEXT", required = true) String reason)
      throws Exception {
    Optional<Duration> time = Durations.parse(lasting);
    if (time.isEmpty() || time.get().compareTo(Duration.ofDays(7)) > 0) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "silence wants a duration such as 2h, 7d at most, not " + lasting);
    }
    return wish(time.get(), reason);
  }

  @Command(name = "speak", mixinStandardHelpOptions = true, description = "End a silence now.")
  int speak() throws Exception {
    return wish(Duration.ZERO, "");
  }

  private int wish(Duration time, String reason) throws Exception {
    Optional<Site> site = piha.site();
    if (site.isEmpty()) {
      return Exit.CONFIG;
    }
    Path folder = site.get().dataDir();
    if (!Files.exists(folder.resolve(Outbox.FILE))) {
      piha.err().println("piha: no engine has ever run on " + folder + "; nothing to silence");
      return Exit.NOBODY;
    }
    Instant until = new EngineClock().wall().plus(time);
    try (Outbox outbox = Outbox.open(folder)) {
      outbox.wish(until.toEpochMilli(), user(), reason);
    } catch (JournalFailed e) {
      piha.err().println("piha: " + e.getMessage());
      return Exit.FAILED;
    }
    piha.out()
        .println(
            time.isZero()
                ? "every message is told again, within seconds"
                : "only what is critical is told until " + until);
    return Exit.OK;
  }

  private static String user() {
    @Nullable String name = System.getProperty("user.name");
    return name == null ? "somebody" : name;
  }
}
